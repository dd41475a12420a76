package croft.stack.cli;

import croft.stack.images.Base;
import croft.stack.images.Image;
import croft.stack.images.Images;
import croft.stack.images.Plan;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `croft images`: builds the container images.
@Command(
        name = "images",
        description = {
            "Build the container images: those of Croft's services, PostgreSQL, Syncthing, Mattermost, and the sample's"
                    + " application.",
            "",
            "They begin with croft-base:25, which is built first if it is missing: from Alpine's image, or as --base says."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:no such image or base",
            "69:no Docker engine, no Maven, or something else that building needs",
            "70:something could not be built; see the message",
            "130:interrupted"
        })
final class ImagesCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--base",
            paramLabel = "NAME",
            description =
                    "build the base anew, of alpine, scratch (Alpine's files alone) or standin (this machine's glibc and"
                            + " Java; needs no network); default: the one that is there, else alpine")
    private @Nullable String base;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "only these, such as edge-proxy,postgres; a wrong name shows all")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--build-arg",
            paramLabel = "NAME=VALUE",
            description = "for every Dockerfile, such as a version; repeatable")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(
            names = "--aot",
            description =
                    "run each service once in its image, and add what the JVM learnt: it starts faster, and its image is"
                            + " larger")
    private boolean trained;

    @Option(
            names = "--registry",
            paramLabel = "NAME",
            defaultValue = "${env:CROFT_REGISTRY:-croft}",
            description =
                    "what comes before the names of Croft's own; default: CROFT_REGISTRY, or croft")
    private String registry = "croft";

    ImagesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException {
        // Maven and Docker are processes of their own, which a mere end of this one would leave.
        Interrupts.handle(Thread.currentThread()::interrupt, () -> {});
        try {
            return build().code();
        } catch (InterruptedException e) {
            context.terminal().err().println("Interrupted.");
            return Exit.INTERRUPTED.code();
        }
    }

    private Exit build() throws CannotStart, IOException, InterruptedException {
        Set<Image> chosen = chosen();
        var plan = new Plan(wantedBase(), chosen, registry, arguments, trained);
        var images =
                new Images(
                        context.installation(),
                        context.cache(),
                        context.version().postgres(),
                        plan);
        warnOfEnterprise();
        Progress progress = new Progress(context.terminal(), context.clock());
        try {
            images.build(progress::begin, progress::end);
        } finally {
            progress.close();
        }
        for (Image image : plan.images()) {
            context.terminal()
                    .out()
                    .printf("%-44s %4d MB%n", images.tag(image), images.size(image) / 1_000_000);
        }
        return Exit.DONE;
    }

    private Optional<Base> wantedBase() throws CannotStart {
        if (base == null) {
            return Optional.empty();
        }
        Optional<Base> wanted = Base.of(base);
        if (wanted.isEmpty()) {
            throw new CannotStart(
                    Exit.USAGE, "--base " + base + " (expected: one of " + Base.names() + ")");
        }
        return wanted;
    }

    private Set<Image> chosen() throws CannotStart {
        Set<Image> chosen = EnumSet.noneOf(Image.class);
        for (String name : only) {
            chosen.add(
                    Image.of(name)
                            .orElseThrow(() ->
                                    new CannotStart(
                                            Exit.USAGE,
                                            "--only "
                                                    + name
                                                    + " (expected: some of "
                                                    + Image.names()
                                                    + ")")));
        }
        return chosen;
    }

    private void warnOfEnterprise() {
        String image = System.getenv().getOrDefault("CROFT_MATTERMOST_IMAGE", "");
        if (image.contains("enterprise")) {
            context.terminal()
                    .err()
                    .println(
                            "CROFT_MATTERMOST_IMAGE is "
                                    + image
                                    + ": without a licence the enterprise build hides older messages; the Team Edition"
                                    + " shows all");
        }
    }
}
