package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.launch.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The services of the version before work on the schema of this one: while it is upgraded, and if
/// it has to go back. `-Dcroft.previous=FOLDER` is a source tree of that version in which `./croft
/// version` was run, which builds it.
@Timeout(600)
@EnabledIfSystemProperty(
        named = "croft.previous",
        matches = ".+",
        disabledReason = "it wants another version, built: -Dcroft.previous=FOLDER")
class PreviousReleaseIT {
    private static final String DOCS = "docs.localhost";
    private static final String NOTES = "notes.localhost";

    @Test
    void theServicesBeforeWorkOnTheSchemaOfToday() throws Exception {
        Path folder = Folders.withOneSite();
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                sites:
                  - { host: www.localhost, static: ./www }
                  - { host: %s, static: { releases: docs, keep: 5 } }
                  - { host: %s, wiki: ./pages }
                """
                        .formatted(DOCS, NOTES));
        Path pages = Files.createDirectories(folder.resolve("pages"));
        Files.writeString(pages.resolve("home.md"), "# Home\n\nThe first text.\n");
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "released");
        try (LiveStack stack = LiveStack.on(folder)) {
            RunningCroft.Ended deployed =
                    RunningCroft.run(
                            Croft.class, "deploy", "docs", site.toString(), "--folder=" + folder);
            assertThat(deployed.exitCode()).as(deployed.output()).isZero();
            try (var staticSite = new Old(stack, Service.Role.STATIC);
                    var wiki = new Old(stack, Service.Role.WIKI);
                    var certs = new Old(stack, Service.Role.CERTIFICATES)) {
                for (Old old : List.of(staticSite, wiki, certs)) {
                    stack.awaitThat(old + " is healthy", old::isHealthy);
                }
                assertThat(staticSite.get(DOCS, "/")).isEqualTo("released");
                stack.awaitThat(
                        "the page is there",
                        () -> wiki.get(NOTES, "/").contains("The first text."));
                Files.writeString(pages.resolve("home.md"), "# Home\n\nThe second text.\n");
                stack.awaitThat(
                        "its change is there",
                        () -> wiki.get(NOTES, "/").contains("The second text."));
                for (Old old : List.of(staticSite, wiki, certs)) {
                    assertThat(old.log()).doesNotContain("\tat ", "SQL state", "ERROR");
                }
            }
        }
    }

    /// A service of the version before, beside the stack of today.
    private static final class Old implements AutoCloseable {
        private final Service.Role role;
        private final Path state = Files.createTempDirectory("croft-old");
        private final Path log = Files.createTempFile("croft-old", ".log");
        private final int management = RunningCroft.freePort();
        private final int traffic = RunningCroft.freePort();
        private final Process process;

        Old(LiveStack stack, Service.Role role) throws Exception {
            this.role = role;
            Map<String, String> environment = new HashMap<>();
            environment.put(
                    "CROFT_DATABASE_URL",
                    "jdbc:postgresql://127.0.0.1:"
                            + stack.croft().report().databasePort()
                            + "/postgres");
            environment.put("CROFT_MANAGEMENT_PORT", Integer.toString(management));
            environment.put("CROFT_LISTEN", "127.0.0.1");
            environment.put("CROFT_PORT", Integer.toString(traffic));
            environment.put("CROFT_BLOBS", stack.folder().resolve(".croft/blobs").toString());
            process =
                    LoneService.of(
                                    Path.of(System.getProperty("croft.previous")),
                                    role,
                                    stack.folder(),
                                    state,
                                    environment)
                            .redirectOutput(log.toFile())
                            .start();
        }

        boolean isHealthy() throws IOException {
            assertThat(process.isAlive()).as(log()).isTrue();
            return answer(management, "localhost", "/health").status() == 200;
        }

        String get(String host, String path) throws IOException {
            return answer(traffic, host, path).body();
        }

        private static RawPeer.Answer answer(int port, String host, String path)
                throws IOException {
            try (RawPeer peer = RawPeer.tcp(port)) {
                return peer.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .readAnswer();
            }
        }

        String log() throws IOException {
            return Files.readString(log);
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            process.onExit().join();
            Folders.delete(state);
            Files.delete(log);
        }

        @Override
        public String toString() {
            return "the " + role.service() + " of before";
        }
    }
}
