package croft.stack.cli;

import croft.stack.docker.ContainerStack;
import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Hold;
import croft.stack.report.Exit;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `croft logs`: the last lines of what processes wrote, and what they write next; with `--access`,
/// those of the requests that came.
@Command(
        name = "logs",
        description = "Show what the processes of a stack wrote, or which requests came.")
final class LogsCommand implements Callable<Integer> {
    private static final String SUFFIX = ".log";
    private static final Duration POLL = Duration.ofMillis(200);

    /// Far more than the wanted lines need, and little to read.
    private static final int TAIL_BYTES = 256_000;

    private final Context context;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "PROCESS",
            description = "edge-proxy, cert-manager, …; default: all")
    private @Nullable String process;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what is written next, until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "LINES",
            defaultValue = "40",
            description = "how many of the last lines of each; default: 40")
    private int lines;

    @Option(
            names = "--access",
            description = "show the access log instead: a line for each request")
    private boolean access;

    @Option(
            names = "--site",
            paramLabel = "HOST",
            description = "with --access: the requests of one site")
    private @Nullable String site;

    @Option(names = "--json", description = "with --access: lines as they are in the file")
    private boolean json;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "the folder that holds croft.yml")
    private @Nullable Path folder;

    LogsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CannotStart {
        requireSense();
        Path path = FolderArgument.resolve(folder, context);
        DataFolder data = DataFolder.of(path);
        Optional<ContainerStack> containers =
                Hold.holder(data).isPresent() ? Optional.empty() : ContainerStack.on(path);
        if (access) {
            var view =
                    new AccessLogView(
                            data,
                            context.terminal(),
                            site == null ? null : site.toLowerCase(Locale.ROOT),
                            json);
            if (containers.isPresent()) {
                new ContainerLogs(containers.get(), context.terminal()).access(view, lines, follow);
            } else {
                view.show(lines, follow);
            }
            return Exit.DONE.code();
        }
        if (containers.isPresent()) {
            new ContainerLogs(containers.get(), context.terminal()).show(process, lines, follow);
            return Exit.DONE.code();
        }
        List<Path> files = files(data);
        var positions = new LinkedHashMap<Path, Long>();
        for (Path file : files) {
            positions.put(file, Files.size(file));
            List<String> tail = tail(file);
            tail.subList(Math.max(0, tail.size() - lines), tail.size())
                    .forEach(line -> show(file, line, files.size() > 1));
        }
        while (follow) {
            Thread.sleep(POLL);
            for (Map.Entry<Path, Long> entry : positions.entrySet()) {
                entry.setValue(follow(entry.getKey(), entry.getValue(), files.size() > 1));
            }
        }
        return Exit.DONE.code();
    }

    private void requireSense() {
        if (lines < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--lines: " + lines + " (expected: 0 or more)");
        }
        if (access && process != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--access beside \"" + process + "\" (expected: one of them)");
        }
        if (!access && (site != null || json)) {
            throw new ParameterException(
                    spec.commandLine(),
                    (json ? "--json" : "--site") + " without --access (expected: together)");
        }
    }

    private List<Path> files(DataFolder data) throws IOException, CannotStart {
        var found = new ArrayList<Path>();
        if (Files.isDirectory(data.logs())) {
            try (Stream<Path> logs = Files.list(data.logs())) {
                logs.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(found::add);
            }
        }
        if (process == null && !found.isEmpty()) {
            return found;
        }
        List<String> names = found.stream().map(LogsCommand::name).toList();
        if (process == null || !names.contains(process)) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    found.isEmpty()
                            ? data.logs() + " holds no logs yet (expected: those of a croft up)"
                            : "no log of "
                                    + process
                                    + " (expected: one of "
                                    + String.join(", ", names)
                                    + ")");
        }
        return List.of(data.log(process));
    }

    /// Shows the whole lines behind `position`; a file that became shorter was begun anew.
    private long follow(Path file, long position, boolean named) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long from = Files.size(file) < position ? 0 : position;
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            byte[] fresh = new byte[(int) Math.min(TAIL_BYTES, in.length() - from)];
            in.readFully(fresh);
            int end = lastLineEnd(fresh);
            new String(fresh, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> show(file, line, named));
            return from + end;
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return bytes.length == TAIL_BYTES ? bytes.length : 0;
    }

    private static List<String> tail(Path file) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - TAIL_BYTES);
            in.seek(from);
            byte[] end = new byte[(int) (in.length() - from)];
            in.readFully(end);
            return new String(end, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private void show(Path file, String line, boolean named) {
        Terminal terminal = context.terminal();
        terminal.out().println(named ? terminal.dim(name(file) + " | ") + line : line);
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
