package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Mistake;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Installation;
import croft.stack.launch.Order;
import croft.stack.launch.Service;
import croft.stack.launch.Stack;
import croft.stack.report.Exit;
import croft.stack.report.ProcessReport;
import croft.stack.report.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `croft train`: runs a stack with a site of each kind in a folder that is gone afterwards, and
/// leaves beside each service's jar an archive of its classes, with which it starts faster.
@Command(
        name = "train",
        description = {
            "Make the services start faster: run each once, and keep what the JVM learnt.",
            "",
            "Takes half a minute, and is good for as long as the programs and the JDK stay the same. A full build"
                    + " (./croft test, mvn package) does it too."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "69:an archive could not be made; see the message",
            "130:interrupted; the archives from before are still there"
        })
final class TrainCommand implements Callable<Integer> {
    private static final String DECLARATION =
            """
            sites:
              - host: train.localhost
                static: ./www
              - host: notes.train.localhost
                wiki: ./pages
            """;

    /// The more of it a page has, the more of what renders pages is learnt.
    private static final String PAGE =
            """
            ---
            tags: [train]
            ---
            # A page

            > [!note] With a *link* to [[home]], and a formula: $a^2$

            | a | table |
            |---|---|
            | with | code |

            ```java
            int one = 1; // a number
            ```
            """;

    /// Of a log, to tell why there is no archive.
    private static final int LAST_LINES = 5;

    private final Context context;

    @Option(
            names = "--missing",
            description = "only if an archive is not there, or older than what it is made from")
    private boolean missing;

    TrainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException {
        Path folder = Files.createTempDirectory("croft-train");
        try {
            Files.createDirectory(folder.resolve("www"));
            Files.writeString(folder.resolve("www/index.html"), "<!doctype html>\n");
            Files.createDirectory(folder.resolve("pages"));
            Files.writeString(folder.resolve("pages/home.md"), PAGE);
            Files.writeString(folder.resolve("croft.yml"), DECLARATION);
            return run(folder).code();
        } finally {
            delete(folder);
        }
    }

    private Exit run(Path folder) throws CannotStart, IOException {
        Installation installation = context.installation();
        List<Service> services = context.services().in(installation, declaration(folder));
        if (missing && areTrained(services)) {
            context.terminal().out().println("The services are trained already.");
            return Exit.DONE;
        }
        Order order =
                Order.forTraining(
                        folder,
                        installation,
                        services,
                        context.cache(),
                        context.version().postgres(),
                        context.schema());
        try {
            // What an interrupted training left must not pass for what this one makes.
            forget(services);
            train(order);
            for (Service service : services) {
                keep(service.role().service(), folder);
            }
            return Exit.DONE;
        } catch (InterruptedException e) {
            context.terminal().err().println("Interrupted; nothing was kept.");
            return Exit.INTERRUPTED;
        } finally {
            forget(services);
        }
    }

    private boolean areTrained(List<Service> services) throws IOException {
        for (Service service : services) {
            if (!context.installation().isTrained(service)) {
                return false;
            }
        }
        return true;
    }

    private void forget(List<Service> services) throws IOException {
        for (Service service : services) {
            Path made = context.installation().newArchive(service.role().service());
            Files.deleteIfExists(made);
            // what the JVM makes it from
            Files.deleteIfExists(made.resolveSibling(made.getFileName() + ".config"));
        }
    }

    private void train(Order order) throws CannotStart, InterruptedException {
        var hurry = new CountDownLatch(1);
        Interrupts.handle(Thread.currentThread()::interrupt, hurry::countDown);
        var progress = new Progress(context.terminal(), context.clock());
        try {
            Stack stack = Stack.start(order, progress, context.clock(), hurry);
            try {
                requireUp(stack);
                context.terminal().out().println("Keeping what was learnt …");
                stack.stop();
            } catch (CannotStart | InterruptedException e) {
                hurry.countDown();
                stack.stop();
                throw e;
            }
        } finally {
            progress.close();
        }
    }

    /// An archive of half a start would be kept for as long as the programs stay the same.
    private static void requireUp(Stack stack) throws CannotStart {
        for (ProcessReport process : stack.report().processes()) {
            if (process.state() != ProcessReport.State.UP) {
                throw new CannotStart(
                        Exit.UNAVAILABLE,
                        process.name()
                                + " did not start: "
                                + process.problem().orElse("it takes too long")
                                + "; nothing was kept, try again when the machine is less busy");
            }
        }
    }

    private Declaration declaration(Path folder) throws CannotStart {
        return switch (Declared.in(folder, context)) {
            case Reading.Accepted(Declaration accepted, _) -> accepted;
            case Reading.Rejected(List<Mistake> mistakes) ->
                    throw new IllegalStateException(mistakes.toString());
        };
    }

    private void keep(String service, Path folder) throws CannotStart, IOException {
        Path made = context.installation().newArchive(service);
        if (!Files.isRegularFile(made)) {
            List<String> log = Files.readAllLines(DataFolder.of(folder).log(service));
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    made
                            + " was not written by the JVM (expected: an archive; it takes some 100 MB"
                            + " of disk). The end of the service's log:\n"
                            + String.join(
                                    "\n",
                                    log.subList(Math.max(0, log.size() - LAST_LINES), log.size())));
        }
        Path archive = context.installation().archive(service);
        Files.move(
                made, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        context.terminal().out().printf("%s  %d MB%n", archive, Files.size(archive) / 1_000_000);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path done, IOException problem)
                            throws IOException {
                        Files.delete(done);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
