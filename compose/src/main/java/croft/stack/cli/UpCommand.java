package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Mistake;
import croft.platform.declaration.Reading;
import croft.stack.docker.ContainerStack;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Listen;
import croft.stack.launch.Order;
import croft.stack.launch.Stack;
import croft.stack.report.Exit;
import croft.stack.report.Progress;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `croft up`: starts a stack, says where everything is, and keeps it running until Ctrl-C.
@Command(
        name = "up",
        description = {
            "Host what croft.yml declares, until Ctrl-C.",
            "Data stay in FOLDER/.croft. A file Procfile in FOLDER names processes of your own to run beside it, a line"
                    + " \"NAME: COMMAND\" each."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked",
            "1:croft.yml or the Procfile has mistakes",
            "66:no croft.yml",
            "69:a port is in use",
            "73:the data folder cannot be written",
            "75:a croft up runs on the folder already",
            "78:the data folder is of another version"
        })
final class UpCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private FolderArgument folder = new FolderArgument();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "default: 8080")
    private int httpPort;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "default: 8443")
    private int httpsPort;

    @Option(
            names = "--chat-port",
            paramLabel = "PORT",
            defaultValue = "8066",
            description = {
                "where chat servers of this machine call back, for slash commands; default: 8066"
            })
    private int chatPort;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS[,ADDRESS]",
            defaultValue = "127.0.0.1,::1",
            description = "where to listen; default: this machine alone (127.0.0.1,::1)")
    private String listen = "";

    @Option(
            names = {"-v", "--verbose"},
            description = "show processes, ports and what took how long")
    private boolean verbose;

    @Option(
            names = "--docker",
            description = {
                "run the stack in containers, with the Compose files that croft init wrote, and return when all are healthy"
            })
    private boolean docker;

    @Spec private CommandSpec spec = CommandSpec.create();

    UpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path path = folder.in(context);
        Declaration declaration =
                switch (Declared.in(path, context)) {
                    case Reading.Accepted(Declaration accepted, _) -> accepted;
                    case Reading.Rejected(List<Mistake> mistakes) -> {
                        mistakes.forEach(context.terminal().err()::println);
                        throw new CannotStart(
                                Exit.MISTAKES,
                                mistakes.size() == 1
                                        ? "croft.yml has a mistake; nothing was started"
                                        : "croft.yml has "
                                                + mistakes.size()
                                                + " mistakes; nothing was started");
                    }
                };
        if (docker) {
            requireNoPorts();
            return new DockerUp(context, path, declaration).run();
        }
        refuseBesideContainers(path);
        var order =
                new Order(
                        path,
                        context.installation(),
                        context.services().in(context.installation(), declaration),
                        new Listen(
                                Listen.addresses(listen),
                                port("--http-port", httpPort),
                                port("--https-port", httpsPort),
                                port("--chat-port", chatPort)),
                        context.cache(),
                        context.version().postgres(),
                        context.schema(),
                        false);
        return run(order, declaration, context.begun());
    }

    private int run(Order order, Declaration declaration, Instant begun) throws CannotStart {
        Terminal terminal = context.terminal();
        var hurry = new CountDownLatch(1);
        // The first signal interrupts this thread, be it in the start or in the long wait behind
        // it.
        Interrupts.handle(Thread.currentThread()::interrupt, hurry::countDown);
        var progress = new Progress(terminal, context.clock());
        try {
            Stack stack = Stack.start(order, progress, context.clock(), hurry);
            try {
                Duration took = Duration.between(begun, context.clock().instant());
                new UpReport(terminal, order, declaration, stack, verbose).print(took);
                new GrowingStack(order.folder(), context, stack::add).attend();
                terminal.out().println();
                terminal.out().println("Stopping; once more to hurry …");
            } finally {
                stack.stop();
            }
        } catch (InterruptedException e) {
            progress.close();
            terminal.out().println();
        }
        terminal.out()
                .println(
                        "Stopped after "
                                + Seconds.of(Duration.between(begun, context.clock().instant())));
        return Exit.DONE.code();
    }

    /// In containers `.env` says where.
    private void requireNoPorts() throws CannotStart {
        for (String option : List.of("--http-port", "--https-port", "--chat-port", "--listen")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new CannotStart(
                        Exit.USAGE,
                        option + " beside --docker (expected: one of them; .env says the ports)");
            }
        }
    }

    /// Two stacks on one folder would have two databases.
    private static void refuseBesideContainers(Path path)
            throws CannotStart, IOException, InterruptedException {
        if (ContainerStack.isRunning(path)) {
            throw new CannotStart(
                    Exit.BUSY,
                    path + " is being run already in containers; stop it with: croft down " + path);
        }
    }

    private static int port(String option, int port) throws CannotStart {
        if (port < 1 || port > 65_535) {
            throw new CannotStart(Exit.USAGE, option + " " + port + " (expected: 1-65535)");
        }
        return port;
    }
}
