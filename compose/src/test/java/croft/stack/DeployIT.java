package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.RunningCroft.Ended;
import croft.stack.report.Json;
import croft.stack.report.Octets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real documentation of some hundred pages, from its first deploy to the rollback: with `croft`
/// from this machine, and with `croft --to` and curl through the edge.
@Timeout(480)
class DeployIT {
    private static final String HOST = "docs.localhost";

    /// Made by a generator, and on every machine that runs these tests.
    private static final Path GENERATED = Path.of("/usr/share/doc/git-doc");

    private static LiveStack stack;
    private static Path built;
    private static Path token;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.withOneSite();
        Files.writeString(
                folder.resolve("croft.yml"),
                "sites:\n  - host: "
                        + HOST
                        + "\n    static: { releases: docs, keep: 5, previews: \"*."
                        + HOST
                        + "\" }\n");
        built = folder.resolve("built");
        copy(generated(), built);
        stack = LiveStack.on(folder);
        token = folder.resolve("token");
        Ended made = croft("releases", "token", "docs", "--label", "laptop");
        assertThat(made.exitCode()).as(made.output()).isZero();
        Files.writeString(token, made.output());
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @Test
    void aDocumentationIsDeployedChangedPreviewedPromotedAndRolledBack() throws Exception {
        URI top = stack.uri(HOST, "/");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            assertThat(stack.get(client, top).statusCode()).isEqualTo(404);

            Ended first = deploy("--note", "the first");
            assertThat(first.output()).contains("is current");
            String original = Files.readString(built.resolve("index.html"));
            stack.awaitThat(
                    "the site is there", () -> stack.get(client, top).body().equals(original));

            String changed = original.replace("<title>", "<title>Changed: ");
            List<Long> millis = new ArrayList<>();
            Files.writeString(built.resolve("index.html"), changed);
            long begun = System.nanoTime();
            Ended second = deploy("--json");
            Json answer = Json.read(second.output());
            assertThat(answer.get("changes").get("changed").number(0)).isEqualTo(1);
            while (!stack.get(client, top).body().equals(changed)) {
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isLessThan(LiveStack.PATIENCE);
            }
            millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());

            Files.writeString(built.resolve("index.html"), original + "<!-- preview -->");
            Json preview = Json.read(deploy("--preview", "--json").output());
            assertThat(preview.get("state").text("")).isEqualTo("preview");
            String label = preview.get("release").text("");
            assertThat(stack.get(client, top).body()).isEqualTo(changed);

            assertThat(croft("promote", "docs", label).exitCode()).isZero();
            stack.awaitThat(
                    "the preview is current",
                    () -> stack.get(client, top).body().endsWith("<!-- preview -->"));
            Ended back = croft("rollback", "docs");
            assertThat(back.output()).contains(answer.get("release").text("?") + " is current");
            stack.awaitThat(
                    "it is rolled back", () -> stack.get(client, top).body().equals(changed));
            Ended listed = croft("releases", "docs");
            assertThat(listed.output()).contains("the first").contains(label);
            System.out.println(
                    "from the beginning of croft deploy to the reader of one changed page, ms: "
                            + millis);
        }
    }

    @Test
    void aChangedPageIsFreshAtTheEdgeWithinASecondOfItsDeploy() throws Exception {
        URI page = stack.uri(HOST, "/fresh.html");
        List<Long> millis = new ArrayList<>();
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            for (int version = 0; version < 7; version++) {
                String text = "version " + version + "\n";
                Path archive = Files.createTempFile("croft-deploy", ".tar");
                Path one = Files.createDirectories(stack.folder().resolve("fresh"));
                Files.writeString(one.resolve("index.html"), "a small site\n");
                Files.writeString(one.resolve("fresh.html"), text);
                run("tar", "-cf", archive.toString(), "-C", one.toString(), ".");
                if (version > 0) {
                    stack.awaitThat(
                            "the edge keeps it",
                            () ->
                                    stack.get(client, page)
                                            .headers()
                                            .firstValue("cache-status")
                                            .orElse("")
                                            .startsWith("croft; hit"));
                }
                String said = curl("-T", archive.toString(), "/.deploy");
                long begun = System.nanoTime();
                assertThat(said).contains("\"state\" : \"current\"");
                while (!stack.get(client, page).body().equals(text)) {
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .isLessThan(LiveStack.PATIENCE);
                }
                millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
                Files.delete(archive);
            }
        }
        System.out.println(
                "from the answer of a deploy to its reader through the edge, ms: " + millis);
        assertThat(millis.stream().sorted().toList().get(millis.size() / 2)).isLessThan(1_000);
    }

    @Test
    void curlDeploysAndGoesOnWhereItWasCutOff() throws Exception {
        Path archive = Files.createTempFile("croft-deploy", ".tar.gz");
        run("tar", "-chzf", archive.toString(), "-C", generated().toString(), ".");
        long size = Files.size(archive);
        long begun = System.nanoTime();
        assertThat(curl("-T", archive.toString(), "-H", "Dry-Run: yes", "/.deploy"))
                .contains("\"state\" : \"checked\"");
        System.out.println(
                "curl of "
                        + Octets.of(size)
                        + " through the edge, checked, ms: "
                        + Duration.ofNanos(System.nanoTime() - begun).toMillis());

        Path half = Files.createTempFile("croft-deploy", ".part");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(archive), (int) (size / 2)));
        curl(
                "-T",
                half.toString(),
                "-H",
                "Content-Range: bytes 0-" + (size / 2 - 1) + "/" + size,
                "/.deploy/uploads/night");
        assertThat(curl("-I", "/.deploy/uploads/night"))
                .containsIgnoringCase("upload-offset: " + size / 2);
        assertThat(
                        curl(
                                "-C",
                                Long.toString(size / 2),
                                "-T",
                                archive.toString(),
                                "-H",
                                "Preview: yes",
                                "/.deploy/uploads/night"))
                .containsAnyOf("\"state\" : \"preview\"", "\"state\" : \"unchanged\"");
        Files.delete(half);
        Files.delete(archive);
    }

    @Test
    void croftDeploysToAServerElsewhere() throws Exception {
        Path site = Files.createDirectories(stack.folder().resolve("elsewhere"));
        Files.writeString(site.resolve("index.html"), "from elsewhere\n");
        Ended ended =
                RunningCroft.run(
                        Croft.class,
                        "deploy",
                        "docs",
                        site.toString(),
                        "--preview",
                        "--to",
                        "https://" + HOST + ":" + stack.httpsPort(),
                        "--token-file",
                        token.toString(),
                        "--ca",
                        stack.authority().toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("can be looked at").contains("." + HOST);

        Path wrong = stack.folder().resolve("wrong");
        Files.writeString(wrong, "croft_wrong");
        Ended refused =
                RunningCroft.run(
                        Croft.class,
                        "rollback",
                        "docs",
                        "--to",
                        "https://" + HOST + ":" + stack.httpsPort(),
                        "--token-file",
                        wrong.toString(),
                        "--ca",
                        stack.authority().toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("a token for this site is needed");
    }

    private static Ended deploy(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("deploy", "docs", built.toString()));
        words.addAll(List.of(options));
        Ended ended = croft(words.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        System.out.println(
                ended.output().startsWith("{") ? "deployed " + built : ended.output().strip());
        return ended;
    }

    private static Ended croft(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--folder", stack.folder().toString()));
        return RunningCroft.run(Croft.class, all.toArray(String[]::new));
    }

    /// Curl through the edge with the token; the last word is the path.
    private static String curl(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "-sS",
                                "--cacert",
                                stack.authority().toString(),
                                "--resolve",
                                HOST + ":" + stack.httpsPort() + ":127.0.0.1",
                                "-H",
                                "Authorization: Bearer " + Files.readString(token).strip()));
        command.addAll(List.of(words).subList(0, words.length - 1));
        command.add(stack.uri(HOST, words[words.length - 1]).toString());
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
        return output;
    }

    private static Path generated() {
        assertThat(GENERATED.resolve("index.html"))
                .as("a generated documentation (apt-get install git-doc)")
                .exists();
        return GENERATED;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(file, copy);
            }
        }
    }
}
