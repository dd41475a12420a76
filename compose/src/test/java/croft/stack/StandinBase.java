package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The base of images that is made of this machine's own parts, without network.
final class StandinBase {
    static final String NAME = "croft-base:25";
    static final Path SCRIPT = Path.of("images/base/standin").toAbsolutePath();

    private StandinBase() {}

    /// Makes sure that there is a base; one that is there, whichever it is, is left as it is.
    static void require() throws IOException, InterruptedException {
        DockerEngine.require();
        if (DockerEngine.docker("image", "inspect", NAME).exitCode() != 0) {
            make();
        }
    }

    /// Runs the script.
    static void make(String... words) throws IOException, InterruptedException {
        assertThat(Files.isExecutable(SCRIPT)).isTrue();
        Tool.Result result =
                new Tool(SCRIPT.toString(), "busybox-static ca-certificates")
                        .run(Map.of("JAVA_HOME", System.getProperty("java.home")), words);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
