package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Mistake;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Order;
import croft.stack.launch.Service;
import croft.stack.launch.Stack;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import croft.stack.report.Terminal;
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

/// `croft train`: runs a stack of one site in a folder that is gone afterwards, and leaves beside
/// each service's jar an archive of its classes, with which it starts faster.
@Command(
        name = "train",
        description = {
            "Make the services start faster: run each once, and keep what the JVM learnt.",
            "",
            "Takes half a minute, and is good for as long as the programs and the JDK stay the same."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "69:an archive could not be made; see the message"})
final class TrainCommand implements Callable<Integer> {
    private static final String DECLARATION =
            """
            sites:
              - host: train.localhost
                static: ./www
            """;

    private final Context context;

    TrainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("croft-train");
        try {
            Files.createDirectory(folder.resolve("www"));
            Files.writeString(folder.resolve("www/index.html"), "<!doctype html>\n");
            Files.writeString(folder.resolve("croft.yml"), DECLARATION);
            return run(folder);
        } finally {
            delete(folder);
        }
    }

    private int run(Path folder) throws CannotStart, IOException, InterruptedException {
        Terminal terminal = context.terminal();
        List<Service> services = context.services().in(context.installation(), declaration(folder));
        Order order =
                Order.forTraining(
                        folder,
                        context.installation(),
                        services,
                        context.cache(),
                        context.version().postgres(),
                        context.schema());
        Progress progress = new Progress(terminal, context.clock());
        Stack stack = Stack.start(order, progress, context.clock(), new CountDownLatch(1));
        terminal.out().println("Keeping what was learnt …");
        stack.stop();
        for (Service service : services) {
            keep(service.role().service());
        }
        return Exit.DONE.code();
    }

    private Declaration declaration(Path folder) throws CannotStart {
        return switch (Declared.in(folder, context)) {
            case Reading.Accepted(Declaration accepted, _) -> accepted;
            case Reading.Rejected(List<Mistake> mistakes) ->
                    throw new IllegalStateException(mistakes.toString());
        };
    }

    private void keep(String service) throws CannotStart, IOException {
        Path made = context.installation().newArchive(service);
        if (!Files.isRegularFile(made)) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, made + " was not written by the JVM (expected: an archive)");
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
