package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Docker engine, asked and told by the program `docker`.
public final class Engine {
    private static final String PROGRAM = "docker";
    private static final Path ANYWHERE = Path.of("/");

    /// From 20.10 on a container may listen below 1024 without being root, and names of the
    /// machine's addresses are told alike everywhere.
    private static final List<Integer> OLDEST = List.of(20, 10);

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final Pattern SIZE = Pattern.compile("([0-9.]+)\\s*([KMGT]?)i?B.*");

    /// An image of a few hundred megabytes over a slow line.
    private static final Duration TRANSFER = Duration.ofMinutes(30);

    private Engine() {}

    /// An engine that answers and is new enough.
    ///
    /// @throws CannotStart if there is none, with what to do
    public static Engine running() throws IOException, InterruptedException, CannotStart {
        var engine = new Engine();
        Run.Ended ended;
        try {
            ended = engine.ask("version", "--format", "{{.Server.Version}}");
        } catch (Run.NotInstalled e) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "docker: not found (expected: Docker 20.10 or newer); install it: apk add docker"
                            + " docker-cli-compose, or apt install docker.io docker-compose");
        }
        if (!ended.ok()) {
            String why = ended.lastWords().orElse("no answer");
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    why.contains("permission denied")
                            ? "this user may not talk to Docker (expected: a member of the group docker);"
                                    + " as root: addgroup USER docker, or usermod -aG docker USER"
                            : "Docker does not run (" + why + "); start it: service docker start");
        }
        String version = ended.out().strip();
        if (isOlder(version, OLDEST)) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "Docker " + version + " is too old (expected: 20.10 or newer); upgrade it");
        }
        return engine;
    }

    /// Whether a version is before another one; what is no version is not.
    static boolean isOlder(String version, List<Integer> than) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.find()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        return major < than.get(0) || (major == than.get(0) && minor < than.get(1));
    }

    /// The containers of a project, whether they run or not, by the names of their services.
    ///
    /// @throws CannotStart if the engine does not answer
    List<Container> containers(String project)
            throws IOException, InterruptedException, CannotStart {
        Run.Ended ids =
                ask(
                        "ps",
                        "--all",
                        "--quiet",
                        "--no-trunc",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--filter",
                        "label=com.docker.compose.oneoff=False");
        if (!ids.ok()) {
            throw failed(ids);
        }
        List<String> found = ids.out().lines().filter(line -> !line.isBlank()).toList();
        if (found.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<>(List.of("inspect"));
        arguments.addAll(found);
        Run.Ended ended = ask(arguments.toArray(String[]::new));
        // one that has gone meanwhile is missing in the answer, which is told as a failure
        return Json.read(ended.out()).elements().stream()
                .map(Container::of)
                .sorted((a, b) -> a.service().compareTo(b.service()))
                .toList();
    }

    /// The id of an image; empty if there is none of this name.
    Optional<String> imageId(String image) throws IOException, InterruptedException, CannotStart {
        Run.Ended ended = ask("image", "inspect", "--format", "{{.Id}}", image);
        return ended.ok() ? Optional.of(ended.out().strip()) : Optional.empty();
    }

    /// Resident memory by container id, in octets, without what files take.
    Map<String, Long> memory(List<String> ids)
            throws IOException, InterruptedException, CannotStart {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var arguments =
                new ArrayList<>(
                        List.of(
                                "stats",
                                "--no-stream",
                                "--no-trunc",
                                "--format",
                                "{{.ID}} {{.MemUsage}}"));
        arguments.addAll(ids);
        var memory = new LinkedHashMap<String, Long>();
        ask(arguments.toArray(String[]::new))
                .out()
                .lines()
                .forEach(line -> {
                    int end = line.indexOf(' ');
                    if (end > 0) {
                        octets(line.substring(end + 1))
                                .ifPresent(octets -> memory.put(line.substring(0, end), octets));
                    }
                });
        return memory;
    }

    /// `12.3MiB / 224MiB`: the first of the two.
    static Optional<Long> octets(String usage) {
        Matcher size = SIZE.matcher(usage.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        long unit = 1L << (10 * ("KMGT".indexOf(size.group(2)) + 1));
        return Optional.of(
                (long) (Double.parseDouble(size.group(1)) * (size.group(2).isEmpty() ? 1 : unit)));
    }

    /// How full the file system below a folder of a container is, in hundredths; empty if it cannot
    /// be told.
    Optional<Integer> usedPercent(Container container, String folder)
            throws IOException, InterruptedException, CannotStart {
        Run.Ended ended = ask("exec", container.id(), "df", "-P", "-k", folder);
        return ended.out()
                .lines()
                .skip(1)
                .flatMap(line -> Arrays.stream(line.strip().split("\\s+", -1)))
                .filter(word -> word.matches("\\d{1,3}%"))
                .findFirst()
                .map(word -> Integer.valueOf(word.substring(0, word.length() - 1)));
    }

    /// The last line that a container wrote.
    Optional<String> lastLine(Container container)
            throws IOException, InterruptedException, CannotStart {
        Run.Ended ended = ask("logs", "--tail", "5", container.id());
        return (ended.err().isBlank() ? ended.out() : ended.err())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((_, last) -> last);
    }

    /// The lines that a container wrote, of both outputs as they came.
    void logs(String container, int lines, boolean follow, Consumer<String> line)
            throws IOException, InterruptedException, CannotStart {
        var command = new ArrayList<>(List.of(PROGRAM, "logs", "--tail", Integer.toString(lines)));
        if (follow) {
            command.add("--follow");
        }
        command.add(container);
        new Run(command, ANYWHERE).lines(line);
    }

    /// The lines of a file in a container.
    ///
    /// @param from as `tail -n` takes it
    void tail(String container, String file, String from, boolean follow, Consumer<String> line)
            throws IOException, InterruptedException, CannotStart {
        var command = new ArrayList<>(List.of(PROGRAM, "exec", container, "tail", "-n", from));
        if (follow) {
            command.add("-F");
        }
        command.add(file);
        new Run(command, ANYWHERE).lines(line);
    }

    /// Takes in the images of a file that `docker save` wrote, compressed or not.
    ///
    /// @throws CannotStart if it is none
    public void load(Path file) throws IOException, InterruptedException, CannotStart {
        Run.Ended ended = transfer("load", "--input", file.toString());
        if (!ended.ok()) {
            throw failed(ended);
        }
    }

    /// Runs `docker` with arguments, to its end, for as long as sending an image may take.
    Run.Ended transfer(String... arguments) throws IOException, InterruptedException, CannotStart {
        return run(arguments).within(TRANSFER);
    }

    Run.Ended ask(String... arguments) throws IOException, InterruptedException, CannotStart {
        return run(arguments).within(Run.SHORT);
    }

    private static Run run(String... arguments) {
        var command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(List.of(arguments));
        return new Run(command, ANYWHERE);
    }

    static CannotStart failed(Run.Ended ended) {
        return new CannotStart(
                Exit.UNAVAILABLE,
                "docker: " + ended.lastWords().orElse("ended with " + ended.code()));
    }
}
