package croft.stack;

import croft.migrations.DatabaseProblem;
import croft.migrations.Migrations;
import croft.migrations.Outcome;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import croft.stack.cli.Context;
import croft.stack.cli.CroftCommand;
import croft.stack.cli.ServiceSource;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Installation;
import croft.stack.launch.Service;
import croft.stack.report.Exit;
import croft.stack.report.Terminal;
import croft.stack.report.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// The program behind the `croft` script.
public final class Croft {
    private Croft() {}

    public static void main(String[] arguments) {
        // Not by returning: a thread that still waits must not keep a finished command.
        System.exit(run(Service::of, arguments));
    }

    /// Runs one command line with services of the caller's choice.
    static int run(ServiceSource services, String... arguments) {
        Version version = Version.ofBuild();
        return CroftCommand.execute(
                new Context(
                        Terminal.ofProcess(),
                        InstantSource.system(),
                        begun(),
                        version,
                        Installation.ofProcess(version.croft()),
                        Path.of("").toAbsolutePath(),
                        cache(System.getenv()),
                        services,
                        Croft::migrate),
                arguments);
    }

    /// The script becomes this process, so the process is as old as the command, unless it built
    /// first.
    private static Instant begun() {
        Instant now = Instant.now();
        return Boolean.getBoolean("croft.built")
                ? now
                : ProcessHandle.current().info().startInstant().orElse(now);
    }

    /// `$XDG_CACHE_HOME/croft`, or `~/.cache/croft`; for root `/var/cache/croft`, because
    /// PostgreSQL runs as somebody else, whom root's home does not let pass.
    private static Path cache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (cache.startsWith("/")) {
            return Path.of(cache, "croft");
        }
        return System.getProperty("user.name").equals("root")
                ? Path.of("/var/cache/croft")
                : Path.of(System.getProperty("user.home"), ".cache", "croft");
    }

    private static void migrate(String url, Path secrets) throws CannotStart {
        try {
            switch (Migrations.apply(url, Secrets.of(secrets, Map.of()))) {
                case Outcome.Migrated _ -> {}
                case Outcome.Newer newer ->
                        throw new CannotStart(Exit.CONFIGURATION, newer.toString());
            }
        } catch (DatabaseProblem | UnusableSecret e) {
            throw new CannotStart(Exit.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }
}
