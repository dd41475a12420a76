package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.Crawler.Visit;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A website of hundreds of files as a generator leaves it: the documentation of our own sources,
/// in a folder of its own with a croft.yml of five lines.
@Timeout(300)
class GeneratedWebsiteIT {
    private static final String HOST = "docs.garden.localhost";

    private static final String DECLARATION =
            """
            # The documentation of Croft's own code.
            sites:
              - host: docs.garden.localhost
                aliases: [garden.localhost]
                static: ./public
            """;

    /// What a browser must be told of each kind of file in it.
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml; charset=utf-8",
                    "png", "image/png",
                    "txt", "text/plain; charset=utf-8",
                    "md", "text/markdown; charset=utf-8",
                    "woff2", "font/woff2");

    private static LiveStack stack;

    @BeforeAll
    static void generateAndStart() throws Exception {
        Path folder = Folders.withOneSite();
        Files.writeString(folder.resolve("croft.yml"), DECLARATION);
        generate(folder.resolve("public"));
        stack = LiveStack.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @Test
    void isServedWithoutABrokenAnswer() throws Exception {
        Path root = stack.folder().resolve("public");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            List<Visit> visits = new Crawler(client).visitAll(stack.uri(HOST, "/"));

            var softly = new SoftAssertions();
            for (Visit visit : visits) {
                softly.assertThat(visit.response().statusCode())
                        .as(visit.toString())
                        .isEqualTo(200);
                softly.assertThat(visit.response().version()).isEqualTo(Version.HTTP_2);
                if (visit.response().statusCode() == 200) {
                    Path file = file(root, visit.response().uri().getPath());
                    softly.assertThat(visit.response().body())
                            .as(visit.toString())
                            .isEqualTo(Files.readAllBytes(file));
                    softly.assertThat(visit.response().headers().firstValue("content-type"))
                            .as(visit.toString())
                            .hasValue(type(file));
                }
            }
            softly.assertAll();
            System.out.println(
                    "Crawled " + visits.size() + " pages of " + files(root).size() + " files");
            assertThat(visits).hasSizeGreaterThan(200);
        }
    }

    @Test
    void isServedFileByFileWhetherLinkedOrNot() throws Exception {
        Path root = stack.folder().resolve("public");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            for (Path file : files(root)) {
                String path = "/" + root.relativize(file).toString().replace(File.separator, "/");
                HttpRequest request =
                        HttpRequest.newBuilder(stack.uri(HOST, path))
                                .timeout(LiveStack.PATIENCE)
                                .build();
                assertThat(client.send(request, BodyHandlers.ofByteArray()).body())
                        .as(path)
                        .isEqualTo(Files.readAllBytes(file));
            }
        }
    }

    /// The sources need not compile against anything: what is not on the class path stays a name.
    private static void generate(Path target) throws IOException {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("-d", target.toString(), "-package", "-quiet", "-Xdoclint:none"));
        arguments.addAll(List.of("-encoding", "UTF-8", "-notimestamp", "--ignore-source-errors"));
        arguments.addAll(List.of("-subpackages", "croft", "-sourcepath"));
        arguments.add(
                Path.of("../platform/src/main/java")
                        + File.pathSeparator
                        + Path.of("../edge-proxy/src/main/java"));
        var said = new StringWriter();
        var out = new PrintWriter(said);
        int code =
                ToolProvider.findFirst("javadoc")
                        .orElseThrow(() -> new AssertionError("this JDK has no javadoc"))
                        .run(out, out, arguments.toArray(String[]::new));
        assertThat(code).as(said.toString()).isZero();
        assertThat(files(target)).hasSizeGreaterThan(200);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Path file(Path root, String path) {
        return root.resolve((path.endsWith("/") ? path + "index.html" : path).substring(1));
    }

    private static String type(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension, "no type is expected for ." + extension);
    }
}
