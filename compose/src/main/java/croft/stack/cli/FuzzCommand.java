package croft.stack.cli;

import croft.stack.fuzz.Fuzzer;
import croft.stack.fuzz.Fuzzing;
import croft.stack.fuzz.Harvest;
import croft.stack.fuzz.Outcome;
import croft.stack.fuzz.SourceTree;
import croft.stack.fuzz.Target;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft fuzz`: looks for inputs that break what the parsers promise.
@Command(
        name = "fuzz",
        description = {
            "Feed what reads the network and croft.yml with inputs nobody has thought of, for MINUTES.",
            "The targets share the time. An input that breaks a promise is put among the inputs that every build"
                    + " tries. Needs the source tree."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was found",
            "1:something was found",
            "69:no source tree, or no Maven",
            "70:the tests do not compile, or a fuzzer did not run to its end",
            "130:interrupted"
        })
final class FuzzCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "MINUTES",
            description = "for all targets together, such as 10 or 0.5; without the time to start")
    private double minutes;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "only this one; repeatable. A wrong name shows all")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--jobs",
            paramLabel = "NUMBER",
            description = "targets at a time; default: as many as there are cores")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--keep",
            description =
                    "take into the source tree, minimised, what reaches code that its inputs do not reach yet")
    private boolean keep;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "of the row of inputs, to have the same one again; default: any")
    private @Nullable Integer seed;

    FuzzCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException {
        // Fuzzers are processes of their own, which a mere end of this one would leave running.
        Interrupts.handle(Thread.currentThread()::interrupt, () -> {});
        try {
            return fuzz().code();
        } catch (InterruptedException e) {
            context.terminal().err().println("Interrupted.");
            return Exit.INTERRUPTED.code();
        }
    }

    private Exit fuzz() throws CannotStart, IOException, InterruptedException {
        List<Target> targets = targets();
        if (!(minutes > 0 && minutes < 100_000)) {
            throw new CannotStart(Exit.USAGE, minutes + " minutes (expected: more than 0)");
        }
        if (jobs < 1) {
            throw new CannotStart(Exit.USAGE, "--jobs " + jobs + " (expected: 1 or more)");
        }
        SourceTree tree = SourceTree.of(context.installation());
        Progress progress = new Progress(context.terminal(), context.clock());
        progress.begin("compiling the tests");
        tree.compile();
        progress.drop("compiling the tests");

        Fuzzer fuzzer = new Fuzzer(tree, Optional.empty(), Optional.ofNullable(seed));
        Map<Target, Outcome> outcomes =
                new Fuzzing(fuzzer, targets, jobs)
                        .run(
                                Duration.ofMillis(Math.round(minutes * 60_000)),
                                target -> progress.begin(target.name()),
                                (target, outcome) -> {
                                    progress.drop(target.name());
                                    progress.say(lines(target, outcome, tree));
                                });
        if (keep) {
            keep(targets, new Harvest(fuzzer), progress);
        }
        progress.close();
        return exit(outcomes);
    }

    private List<Target> targets() throws CannotStart {
        List<Target> targets = new ArrayList<>();
        for (String name : names) {
            targets.add(
                    Target.named(name)
                            .orElseThrow(() ->
                                    new CannotStart(
                                            Exit.USAGE,
                                            "--target "
                                                    + name
                                                    + " (expected: one of "
                                                    + Target.ALL.stream()
                                                            .map(Target::name)
                                                            .collect(Collectors.joining(", "))
                                                    + ")")));
        }
        return targets.isEmpty() ? Target.ALL : targets;
    }

    private String[] lines(Target target, Outcome outcome, SourceTree tree) {
        String name = String.format(Locale.ROOT, "%-18s", target.name());
        return switch (outcome) {
            case Outcome.Clean(Outcome.Effort effort) -> new String[] {name + said(effort)};
            case Outcome.Found(Outcome.Effort effort, String reason, var reproducer) ->
                    new String[] {
                        name + said(effort) + context.terminal().bad("   FOUND"),
                        "  " + reason,
                        "  input:  " + tree.home().relativize(reproducer.toAbsolutePath()),
                        "  replay: " + target.replay()
                    };
            case Outcome.Broken(String reason) ->
                    new String[] {name + context.terminal().bad("did not run: ") + reason};
        };
    }

    private static String said(Outcome.Effort effort) {
        return String.format(
                Locale.ROOT,
                "%,12d inputs   %,6d edges   corpus of %,d",
                effort.inputs(),
                effort.coverage(),
                effort.corpus());
    }

    private static void keep(List<Target> targets, Harvest harvest, Progress progress)
            throws IOException, InterruptedException {
        for (Target target : targets) {
            progress.begin("minimising " + target.name());
            int count = harvest.bringIn(target);
            progress.drop("minimising " + target.name());
            progress.say(
                    count < 0
                            ? target.name() + ": its inputs could not be minimised, and stay"
                            : target.name() + ": " + count + " inputs in " + target.inputs());
        }
    }

    private static Exit exit(Map<Target, Outcome> outcomes) {
        Exit exit = Exit.DONE;
        for (Outcome outcome : outcomes.values()) {
            exit =
                    switch (outcome) {
                        case Outcome.Found _ -> Exit.MISTAKES;
                        case Outcome.Broken _ -> exit == Exit.MISTAKES ? exit : Exit.SOFTWARE;
                        case Outcome.Clean _ -> exit;
                    };
        }
        return exit;
    }
}
