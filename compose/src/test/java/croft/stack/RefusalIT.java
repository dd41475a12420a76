package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.RunningCroft.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `croft` cannot do it says in a line, with a code of its own and nothing left running.
class RefusalIT {
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
    void namesAllMistakesOfTheDeclarationAndStartsNothing() throws Exception {
        Files.writeString(
                folder.resolve("croft.yml"), "sites:\n  - hots: a b\n    static: ./www\n");

        for (String command : new String[] {"up", "check"}) {
            Ended ended = RunningCroft.run(TinyCroft.class, command, folder.toString());
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output())
                    .containsPattern("croft\\.yml:2:\\d+: .*hots")
                    .doesNotContain("\tat ");
        }
        assertThat(folder.resolve(".croft")).doesNotExist();
    }

    @Test
    void namesThePortThatIsInUseAndItsOption() throws Exception {
        int port = RunningCroft.freePort();
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Ended ended =
                    RunningCroft.run(
                            TinyCroft.class,
                            "up",
                            folder.toString(),
                            "--http-port=" + RunningCroft.freePort(),
                            "--https-port=" + port);
            assertThat(ended.exitCode()).isEqualTo(69);
            assertThat(ended.output())
                    .contains("port " + port + " (HTTPS) on 127.0.0.1 is in use", "--https-port")
                    .hasLineCount(1);
        }
    }

    @Test
    void saysWhoRunsTheFolderAlready() throws Exception {
        try (RunningCroft croft = RunningCroft.start(TinyCroft.class, folder)) {
            Ended ended = RunningCroft.run(TinyCroft.class, "up", folder.toString());

            assertThat(ended.exitCode()).isEqualTo(75);
            assertThat(ended.output()).contains("process " + croft.process().pid()).hasLineCount(1);

            assertThat(RunningCroft.run(TinyCroft.class, "down", folder.toString()))
                    .returns(0, Ended::exitCode);
            assertThat(croft.ended()).returns(0, Ended::exitCode);
        }
    }

    @Test
    void doesNotTouchDataOfAnotherVersion() throws Exception {
        Files.createDirectories(folder.resolve(".croft"));
        Files.writeString(folder.resolve(".croft/format"), "7\n");

        Ended ended = RunningCroft.run(TinyCroft.class, "up", folder.toString());

        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.output()).contains("format 7 (expected: 1)").hasLineCount(1);
        assertThat(folder.resolve(".croft/postgres")).doesNotExist();
    }

    @Test
    void saysThatThereIsNothingToRun() throws Exception {
        Files.delete(folder.resolve("croft.yml"));

        assertThat(RunningCroft.run(TinyCroft.class, "up", folder.toString()))
                .returns(66, Ended::exitCode)
                .extracting(Ended::output)
                .asString()
                .contains("holds no croft.yml");
    }

    @Test
    void hintsAtTheCommandThatWasMeant() throws Exception {
        Ended ended = RunningCroft.run(TinyCroft.class, "statsu");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("statsu", "status", "croft --help");
    }
}
