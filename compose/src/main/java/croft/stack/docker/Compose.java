package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compose for one folder: version 2 (`docker compose`) where there is one, else version 1
/// (`docker-compose`, from 1.29 on).
///
/// What `.env` says counts, whatever the shell has in its environment.
///
/// @param instead values that count instead of those of `.env`
record Compose(OperatorFolder folder, List<String> program, Map<String, String> instead) {
    private static final List<String> SECOND = List.of("docker", "compose");
    private static final List<String> FIRST = List.of("docker-compose");

    /// The first that knows profiles and waits for containers that end.
    private static final List<Integer> OLDEST = List.of(1, 29);

    /// Longer than every health check of the file together.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// Finds the program.
    ///
    /// @throws CannotStart if there is none, or it is too old
    static Compose in(OperatorFolder folder) throws IOException, InterruptedException, CannotStart {
        for (List<String> program : List.of(SECOND, FIRST)) {
            var compose = new Compose(folder, program, Map.of());
            try {
                Run.Ended version = compose.run("version", "--short").within(Run.SHORT);
                if (version.ok() && version.out().strip().matches("v?\\d+\\..*")) {
                    if (Engine.isOlder(version.out(), OLDEST)) {
                        throw new CannotStart(
                                Exit.UNAVAILABLE,
                                String.join(" ", program)
                                        + " "
                                        + version.out().strip()
                                        + " is too old (expected: 1.29 or newer); install"
                                        + " docker-cli-compose, or docker-compose");
                    }
                    return compose;
                }
            } catch (Run.NotInstalled e) {
                // the other one, then
            }
        }
        throw new CannotStart(
                Exit.UNAVAILABLE,
                "neither docker compose nor docker-compose is there (expected: one of them); install"
                        + " it: apk add docker-cli-compose, or apt install docker-compose");
    }

    /// This with another value of one name.
    Compose with(String name, String value) {
        var values = new TreeMap<>(instead);
        values.put(name, value);
        return new Compose(folder, program, Map.copyOf(values));
    }

    /// The files that it reads, in their order.
    String files() throws IOException {
        String own = instead.get("COMPOSE_FILE");
        return own != null ? own : folder.env().get("COMPOSE_FILE").orElse(OperatorFolder.COMPOSE);
    }

    /// What all files together say, with the values of `.env`.
    ///
    /// @throws CannotStart if Compose finds a mistake in them
    Blueprint blueprint() throws IOException, InterruptedException, CannotStart {
        Run.Ended ended = run("config").within(Run.SHORT);
        if (!ended.ok()) {
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    "the Compose files of "
                            + folder.path()
                            + " have a mistake: "
                            + ended.lastWords().orElse("Compose does not say which"));
        }
        EnvFile env = folder.env();
        return Blueprint.of(
                ComposeYaml.parse(ended.out(), "what Compose says"),
                List.of(env.get("COMPOSE_PROFILES").orElse("").split(",", -1)));
    }

    Run.Ended tell(Run.Meanwhile meanwhile, String... arguments)
            throws IOException, InterruptedException, CannotStart {
        return run(arguments).within(LONGEST, meanwhile);
    }

    Run.Ended tell(String... arguments) throws IOException, InterruptedException, CannotStart {
        return run(arguments).within(LONGEST);
    }

    private Run run(String... arguments) throws IOException {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        var without = new ArrayList<>(folder.env().names());
        without.addAll(List.of("COMPOSE_FILE", "COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME"));
        return new Run(command, folder.path(), without, instead);
    }
}
