package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.RunningCroft.Ended;
import croft.stack.launch.Service;
import croft.stack.report.ProcessReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of a stack whose processes are killed, the launcher's included. The services are
/// tiny, PostgreSQL is real.
class SupervisionIT {
    private Path folder = Path.of("unset");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Folders.withOneSite();
    }

    @AfterEach
    void deleteFolder() throws IOException {
        Folders.delete(folder);
    }

    @Test
    void stopsEverythingWhenAskedTo() throws Exception {
        List<ProcessHandle> processes;
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            processes = croft.processes();
            assertThat(processes)
                    .as("every service, and PostgreSQL")
                    .hasSize(Service.Role.values().length + 1)
                    .allMatch(ProcessHandle::isAlive);
            assertThat(RunningCroft.run(TinyCroft.class, "status", folder.toString()))
                    .returns(0, Ended::exitCode);

            croft.process().destroy();
            assertThat(croft.ended()).returns(0, Ended::exitCode);
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(folder.resolve(".croft/run/stack.json")).doesNotExist();
        assertThat(RunningCroft.run(TinyCroft.class, "status", folder.toString()))
                .returns(69, Ended::exitCode);
    }

    @Test
    void startsAServiceAgainThatWasKilled() throws Exception {
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            croft.killAndAwait("edge-proxy");

            assertThat(croft.output())
                    .contains("edge-proxy was killed (signal 9)", "edge-proxy is up again");
            assertThat(RunningCroft.run(TinyCroft.class, "status", folder.toString()).output())
                    .contains("1 restart");
        }
    }

    @Test
    void keepsTheDataOfADatabaseThatWasKilled() throws Exception {
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            execute(croft, "create table kept as select 42 as answer");
            croft.killAndAwait("postgres");

            assertThat(answer(croft)).isEqualTo(42);
        }
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            assertThat(answer(croft)).isEqualTo(42);
        }
    }

    @Test
    void leavesNothingBehindALauncherThatWasKilledAndBeginsAgain() throws Exception {
        List<ProcessHandle> orphans;
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            execute(croft, "create table kept as select 42 as answer");
            orphans = croft.processes();
            croft.process().destroyForcibly().waitFor();
        }
        for (ProcessHandle orphan : orphans) {
            orphan.onExit().get(60, TimeUnit.SECONDS);
        }
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            assertThat(answer(croft)).isEqualTo(42);
        }
    }

    @Test
    void endsWhatALauncherLeftThatWasKilledTogetherWithItsLeash() throws Exception {
        List<ProcessHandle> orphans;
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            orphans = croft.processes();
            List<ProcessHandle> leashes =
                    croft.process().children().filter(child -> !orphans.contains(child)).toList();
            assertThat(leashes).hasSize(1);
            // The leash first would be replaced; a stopped launcher replaces nothing.
            new ProcessBuilder("kill", "-STOP", Long.toString(croft.process().pid()))
                    .start()
                    .waitFor();
            leashes.getFirst().destroyForcibly();
            croft.process().destroyForcibly().waitFor();
            assertThat(orphans).allMatch(ProcessHandle::isAlive);
        }
        try (RunningCroft _ = RunningCroft.start(TinyCroft.class, folder)) {
            assertThat(orphans).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void reportsAServiceThatRefusesItsConfigurationAndRunsTheOthers() throws Exception {
        Path state = Files.createDirectories(folder.resolve(".croft/state/cert-manager"));
        Files.writeString(state.resolve("refuse"), "vault-key: 3 bytes (expected: 32)");
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            assertThat(croft.report().process("cert-manager").orElseThrow().state())
                    .isEqualTo(State.GIVEN_UP);
            assertThat(croft.report().process("edge-proxy").orElseThrow().state())
                    .isEqualTo(State.UP);
            assertThat(croft.output())
                    .contains("cert-manager cannot work: vault-key: 3 bytes (expected: 32)");
            assertThat(RunningCroft.run(TinyCroft.class, "status", folder.toString()))
                    .returns(1, Ended::exitCode)
                    .extracting(Ended::output)
                    .asString()
                    .contains("vault-key: 3 bytes (expected: 32)");
        }
    }

    @Test
    void runsTheOperatorsOwnProcesses() throws Exception {
        Files.writeString(
                folder.resolve("Procfile"), "ticker: sh -c 'echo from $(pwd); exec sleep 1000'\n");
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            croft.killAndAwait("ticker");

            assertThat(
                            RunningCroft.run(
                                            TinyCroft.class,
                                            "logs",
                                            "ticker",
                                            "--folder",
                                            folder.toString())
                                    .output())
                    .contains("from " + folder);
        }
    }

    private static int answer(RunningCroft croft) throws Exception {
        try (Connection connection = connect(croft);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select answer from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(RunningCroft croft, String sql) throws Exception {
        try (Connection connection = connect(croft);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(RunningCroft croft) throws IOException, SQLException {
        var properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty(
                "password",
                Files.readString(croft.report().folder().resolve(".croft/secrets/database-owner"))
                        .strip());
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + croft.report().databasePort() + "/postgres",
                properties);
    }
}
