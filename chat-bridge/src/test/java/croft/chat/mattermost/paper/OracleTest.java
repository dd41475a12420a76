package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Mattermost's own client takes the double for a server: `oracle.js`, on Node.
@Timeout(240)
class OracleTest {
    private static final List<String> PACKAGES =
            List.of("@mattermost/client@11.9.0", "@mattermost/types@11.9.0", "ws@8.18.0");

    @Test
    void mattermostsOwnClientFindsNothingWrong() throws Exception {
        Path modules = modules();
        try (PaperMattermost server = PaperMattermost.start(Settings.forBridges(Release.V11_10))) {
            Person ann = server.person("ann");
            Person bridge = server.bot("bridge");
            server.open("wizards/town-square", ann, bridge);
            Path script = Files.createTempFile("oracle", ".js");
            try (InputStream source =
                    Objects.requireNonNull(OracleTest.class.getResourceAsStream("oracle.js"))) {
                Files.write(script, source.readAllBytes());
            }
            Path log = Files.createTempFile("oracle", ".log");
            Process node =
                    start(
                            List.of(
                                    "node",
                                    script.toString(),
                                    modules.toString(),
                                    server.url().toString(),
                                    ann.token(),
                                    server.admin().token()),
                            log);
            if (!node.waitFor(120, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
            String said = Files.readString(log, StandardCharsets.UTF_8);
            Files.delete(script);
            Files.delete(log);
            assertThat(node.waitFor()).describedAs(said).isZero();
            assertThat(said.lines().filter(line -> line.startsWith("did "))).hasSize(8);
            assertThat(server.shown("wizards/town-square").stream().map(Seen::message))
                    .containsExactly(
                            "second",
                            "reply",
                            "with a file",
                            "while connected",
                            "while away 1",
                            "while away 2",
                            "while away 3",
                            "after all");
        }
    }

    /// The folder of the packages, fetched once by npm.
    private static Path modules() throws Exception {
        Path folder = Path.of("target", "npm").toAbsolutePath();
        Path modules = folder.resolve("node_modules");
        if (!Files.exists(modules.resolve("@mattermost/client/package.json"))
                || !Files.exists(modules.resolve("ws/package.json"))) {
            Files.createDirectories(folder);
            Path log = folder.resolve("log");
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "npm",
                                    "install",
                                    "--prefix",
                                    folder.toString(),
                                    "--no-save",
                                    "--ignore-scripts",
                                    "--no-audit"));
            command.addAll(PACKAGES);
            assertThat(start(command, log).waitFor())
                    .describedAs("npm: " + Files.readString(log))
                    .isZero();
        }
        return modules;
    }

    private static Process start(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "there is no " + command.getFirst() + " (run: apt-get install nodejs npm)", e);
        }
    }
}
