package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// A site whose folder is missing says so, and comes back with it.
class UnavailableFolderTest extends FolderTest {
    @Test
    void answersUnavailableUntilTheFolderIsThere() throws IOException {
        Files.delete(folder);
        Reply reply = site.get("/");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.field("Retry-After")).isEqualTo("10");
        assertThat(reply.field("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.text())
                .contains("cannot be read just now")
                .doesNotContain(home.toString());
        site.write("index.html", "back");
        assertThat(site.get("/").text()).isEqualTo("back");
    }

    @Test
    void answersUnavailableWhereAFileTakesItsPlace() throws IOException {
        Files.delete(folder);
        Files.writeString(folder, "a file");
        assertThat(site.get("/").status()).isEqualTo(503);
    }

    @Test
    void servesAnEmptyFolder() throws IOException {
        assertThat(site.get("/").status()).isEqualTo(404);
    }
}
