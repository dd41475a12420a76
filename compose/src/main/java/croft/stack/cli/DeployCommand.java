package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import croft.stack.report.Octets;
import croft.stack.report.Progress;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft deploy`: files become a release.
@Command(
        name = "deploy",
        description = {
            "Publish a folder, or an archive (tar, tar.gz, tar.zst, zip), as the next release of a site.",
            "Only what the server lacks is sent; the site changes at once and as a whole, or not at all."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing had changed",
            "1:refused; why, is printed, and the site is as before",
            "66:there is no such folder or archive",
            "69:nothing runs on the folder, or the server does not answer"
        })
final class DeployCommand implements Callable<Integer> {
    /// Lines of each kind of warning; a theme with one mistake has it on every page.
    private static final int SHOWN = 10;

    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "the project, as in croft.yml: static: { releases: NAME }")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FOLDER|ARCHIVE", description = "the built site")
    private @Nullable Path what;

    @Option(
            names = "--preview",
            description = "do not make it current; it has an address of its own")
    private boolean preview;

    @Option(names = "--dry-run", description = "only check, and tell what would change")
    private boolean dryRun;

    @Option(names = "--note", paramLabel = "TEXT", description = "shown in the list of releases")
    private String note = "";

    @Option(names = "--json", description = "for programs: what the server answered")
    private boolean json;

    @Mixin private DeployAccess access = new DeployAccess();

    DeployCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path source = context.workingFolder().resolve(what == null ? Path.of("") : what);
        if (!Files.exists(source)) {
            throw new CannotStart(
                    Exit.NO_INPUT, source + " does not exist (expected: a folder or an archive)");
        }
        Instant begun = context.clock().instant();
        try (DeployApi api = access.open(context, name)) {
            Progress progress = new Progress(context.terminal(), context.clock());
            Uploader uploader = new Uploader(api, progress, wishes());
            Json answer;
            try {
                answer =
                        Files.isDirectory(source)
                                ? uploader.folder(source)
                                : uploader.archive(source);
            } finally {
                progress.close();
            }
            if (json) {
                context.terminal().out().print(Json.write(answer.raw()));
            } else {
                print(
                        answer,
                        uploader,
                        api.address(),
                        Duration.between(begun, context.clock().instant()));
            }
        }
        return Exit.DONE.code();
    }

    private Map<String, String> wishes() {
        Map<String, String> wishes = new LinkedHashMap<>();
        if (preview) {
            wishes.put("Preview", "yes");
        }
        if (dryRun) {
            wishes.put("Dry-Run", "yes");
        }
        if (!note.isBlank()) {
            // fields are octets, and Java's client writes each character as one
            wishes.put(
                    "Note",
                    new String(
                            note.strip().getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.ISO_8859_1));
        }
        return wishes;
    }

    private void print(Json answer, Uploader uploader, String address, Duration took) {
        Terminal terminal = context.terminal();
        String label = answer.get("release").text("?");
        terminal.out()
                .println(
                        switch (answer.get("state").text("")) {
                            case "current" -> terminal.good(name + ": " + label + " is current");
                            case "unchanged" ->
                                    name + ": " + label + " was current already; nothing to do";
                            case "preview" -> name + ": " + label + " can be looked at";
                            case "checked" -> name + ": " + label + " would be fine";
                            default -> name + ": " + label;
                        });
        Json changes = answer.get("changes");
        terminal.out()
                .printf(
                        "  %s, %s: %d added, %d changed, %d removed; sent %d, %s, in %s%n",
                        Counted.of(answer.get("files").number(0), "file"),
                        Octets.of(answer.get("octets").number(0)),
                        changes.get("added").number(0),
                        changes.get("changed").number(0),
                        changes.get("removed").number(0),
                        uploader.files(),
                        Octets.of(uploader.octets()),
                        Seconds.of(took));
        warn(answer.get("warnings"));
        warn(answer.get("rules"));
        warn(answer.get("review"));
        String shown = answer.get("preview").text("");
        String state = answer.get("state").text("");
        if (state.equals("preview") && !shown.isEmpty()) {
            terminal.out().println("  " + shown);
        } else if (state.equals("current")) {
            terminal.out().println("  " + address);
        }
    }

    private void warn(Json lines) {
        Terminal terminal = context.terminal();
        List<Json> all = lines.elements();
        for (Json line : all.subList(0, Math.min(all.size(), SHOWN))) {
            terminal.out().println("  " + terminal.warning("! ") + clean(line.text("")));
        }
        if (all.size() > SHOWN) {
            terminal.out().println("  … " + (all.size() - SHOWN) + " more with --json");
        }
    }

    private static String clean(String line) {
        return line.replaceAll("\\p{Cntrl}+", " ");
    }
}
