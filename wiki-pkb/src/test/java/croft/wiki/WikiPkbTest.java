package croft.wiki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.platform.service.CannotStart;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole service with everything it finds around itself, but for a database, which it does
/// without.
@Timeout(120)
class WikiPkbTest {
    @TempDir Path home;
    private KeptWikis wikis;

    @BeforeEach
    void make() throws Exception {
        wikis = new KeptWikis(home);
        wikis.write("home.md", "# Welcome");
    }

    @AfterEach
    void stop() throws Exception {
        wikis.close();
    }

    @Test
    void servesTheFolderOfTheDeclaration() throws Exception {
        wikis.begin();
        assertThat(wikis.get("/").status()).isEqualTo(200);
        assertThat(wikis.get("/").body()).contains("Welcome");
        assertThat(wikis.get("/nothing").status()).isEqualTo(404);
    }

    @Test
    void servesPagesAsTheyAreSaved() throws Exception {
        wikis.begin();
        wikis.write("new page.md", "saved first");
        KeptWikis.await(
                "a new page", () -> wikis.get("/new%20page").body().contains("saved first"));
        wikis.write("new page.md", "saved again");
        KeptWikis.await(
                "the page again", () -> wikis.get("/new%20page").body().contains("saved again"));
        wikis.delete("new page.md");
        KeptWikis.await("no page", () -> wikis.get("/new%20page").status() == 404);
    }

    @Test
    void followsTheDeclaration() throws Exception {
        wikis.begin();
        Files.createDirectories(home.resolve("others"));
        Files.writeString(home.resolve("others/home.md"), "# Elsewhere");
        wikis.declare("./others");
        KeptWikis.await("the other folder", () -> wikis.get("/").body().contains("Elsewhere"));
        wikis.declare("{ folder: ./others, name: Almanac }");
        KeptWikis.await("its name", () -> wikis.get("/").body().contains("Almanac"));
    }

    @Test
    void readsAFolderOfPkbs() throws Exception {
        Files.createDirectories(home.resolve("notes/pages"));
        Files.createDirectories(home.resolve("notes/public/css"));
        wikis.write(
                "Rocket.toml",
                """
                [default]
                pages_path = "pages"
                name = "My PKB"
                domain = "pkb.example.net"
                tagline = "Notes"
                author = "Ada"
                author_url = "https://ada.example.net"
                copyright_start_year = 2019
                """);
        wikis.write("public/css/style.css", "body {}");
        wikis.write("pages/home.md", "a | b\n--|--\n1 | 2");
        wikis.begin();
        assertThat(wikis.get("/").body()).contains("My PKB").doesNotContain("<td>");
        assertThat(wikis.get("/public/css/style.css").body()).isEqualTo("body {}");
        assertThat(wikis.control("")).contains("\"markdown\":\"strict\"");
        wikis.write(
                "Rocket.toml",
                Files.readString(home.resolve("notes/Rocket.toml")).replace("My PKB", "Renamed"));
        KeptWikis.await("the name", () -> wikis.get("/").body().contains("Renamed"));
    }

    @Test
    void comparesWhatBothKindsOfMarkdownShow() throws Exception {
        wikis.write("plain.md", "*The same* in both.");
        wikis.write("table.md", "| a | b |\n|---|---|\n| 1 | 2 |\n");
        wikis.begin();
        assertThat(wikis.control("/notes.localhost/compare"))
                .startsWith("{\"same\":2,\"different\":[{\"path\":\"table.md\",\"where\":\"");
    }

    @Test
    void tellsNobodyWithoutTheOperatorsToken() throws Exception {
        wikis.begin();
        for (String path : new String[] {"", "/notes.localhost/problems"}) {
            URI uri = URI.create(wikis.service().management() + "/control/wikis" + path);
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(
                                client.send(
                                                HttpRequest.newBuilder(uri).build(),
                                                HttpResponse.BodyHandlers.ofString())
                                        .statusCode())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void isReadyWithoutAFolderAndNamesIt() throws Exception {
        wikis.declare("./nowhere");
        wikis.begin();
        assertThat(wikis.get("/").status()).isEqualTo(503);
        assertThat(wikis.manage("/status").body())
                .contains("\"readable\":false")
                .contains("nowhere does not exist (create it, or correct croft.yml)");
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            Map<String, String> environment = new HashMap<>(wikis.environment());
            environment.put("CROFT_PORT", Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> WikiPkb.service().start(environment))
                    .hasRootCauseInstanceOf(CannotStart.class)
                    .rootCause()
                    .hasMessageContaining("CROFT_PORT: cannot listen on 127.0.0.1:");
        }
    }
}
