package croft.stack.launch;

import croft.stack.report.Exit;
import croft.stack.report.ProcessReport.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The embedded PostgreSQL of one data folder: made once, then run as a child of the launcher, on
/// loopback, with passwords (scram-sha-256) and with everything that keeps data safe left on.
///
/// @param home where its programs are
/// @param folder `.croft/postgres`, which belongs to `user`
record Postgres(Path home, Path folder, DatabaseUser user, int port) {
    static final String NAME = "postgres";

    private static final Duration FAST_STOP = Duration.ofSeconds(10);
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(5);

    /// Small: a handful of services with a few connections each, whose data fit into the system's
    /// cache many times.
    private static final Map<String, String> SETTINGS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("listen_addresses", "127.0.0.1"),
                            Map.entry("unix_socket_directories", ""),
                            Map.entry("max_connections", "40"),
                            Map.entry("shared_buffers", "16MB"),
                            Map.entry("max_wal_size", "128MB"),
                            Map.entry("min_wal_size", "32MB"),
                            Map.entry("huge_pages", "off"),
                            Map.entry("jit", "off"),
                            // No replicas: less is written, and three processes fewer.
                            Map.entry("wal_level", "minimal"),
                            Map.entry("max_wal_senders", "0"),
                            Map.entry("max_logical_replication_workers", "0"),
                            Map.entry("io_method", "sync"),
                            Map.entry("cluster_name", "croft"),
                            Map.entry("timezone", "UTC"),
                            Map.entry("log_timezone", "UTC"),
                            Map.entry("log_checkpoints", "off")));

    Path data() {
        return folder.resolve("data");
    }

    boolean exists() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    /// Makes the empty database, whole or not at all.
    ///
    /// @param password of the superuser `postgres`
    void initialise(String password) throws IOException, InterruptedException, CannotStart {
        Path fresh = folder.resolve("data.new");
        Path passwordFile = folder.resolve("password.new");
        Permissions.deleteTree(fresh);
        Permissions.writePrivately(passwordFile, password + "\n");
        Permissions.give(passwordFile, user.owner());
        try {
            run(
                    home.resolve("bin/initdb").toString(),
                    "--pgdata=" + fresh,
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--username=postgres",
                    "--encoding=UTF8",
                    // Sorted and folded alike everywhere, whatever locales the machine has.
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-instructions");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, data());
    }

    /// Checks that the data are of the version whose programs are here.
    void checkVersion(String version) throws IOException, CannotStart {
        String expected = version.substring(0, version.indexOf('.'));
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!found.equals(expected)) {
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    data()
                            + " was written by PostgreSQL "
                            + found
                            + " (expected: "
                            + expected
                            + "); run the version of Croft that wrote it, or move the folder away to begin anew");
        }
    }

    Program program() {
        return new Program(NAME, Kind.DATABASE, this::prepare, "INT", FAST_STOP);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /// Ends a server that an earlier launcher left behind on these data.
    void endLeftover() throws IOException, InterruptedException {
        Path pidFile = data().resolve("postmaster.pid");
        Optional<ProcessHandle> running = firstLine(pidFile).flatMap(ProcessHandle::of);
        if (running.isEmpty()) {
            return; // PostgreSQL itself knows what to do with the file of a process that is gone
        }
        ProcessHandle server = running.get();
        if (!isOurs(server)) {
            Files.deleteIfExists(pidFile); // the number now belongs to somebody else's process
            return;
        }
        Signals.send(server.pid(), "INT");
        if (!ended(server, FAST_STOP)) {
            Signals.send(server.pid(), "QUIT");
            if (!ended(server, IMMEDIATE_STOP)) {
                Signals.send(server.pid(), "KILL");
                ended(server, IMMEDIATE_STOP);
            }
        }
    }

    private Program.Attempt prepare() throws IOException, InterruptedException {
        endLeftover();
        var command = new ArrayList<String>();
        command.add(home.resolve("bin/postgres").toString());
        command.add("-D");
        command.add(data().toString());
        command.add("-c");
        command.add("port=" + port);
        SETTINGS.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return new Program.Attempt(
                cleaned(Session.own(user.command(command))), this::ready, OptionalInt.empty());
    }

    /// What `pg_ctl --wait` looks at: line 8 of the pid file, once its first line names the new
    /// process.
    private boolean ready(Process process) throws IOException {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() >= 8
                && lines.get(0).strip().equals(Long.toString(process.pid()))
                && lines.get(7).strip().equals("ready");
    }

    private void run(String... command) throws IOException, InterruptedException, CannotStart {
        Process process =
                cleaned(new ProcessBuilder(user.command(List.of(command))))
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new CannotStart(
                    Exit.SOFTWARE, String.join(" ", command) + " failed:\n" + output.strip());
        }
    }

    private ProcessBuilder cleaned(ProcessBuilder builder) {
        builder.directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        environment.put("LANG", "C");
        return builder;
    }

    private boolean isOurs(ProcessHandle server) {
        String data = data().toString();
        return server.info().arguments().stream().flatMap(Arrays::stream).anyMatch(data::equals);
    }

    private static boolean ended(ProcessHandle process, Duration limit)
            throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        }
    }

    private static Optional<Long> firstLine(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(pidFile).stream()
                    .findFirst()
                    .map(line -> Long.valueOf(line.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
