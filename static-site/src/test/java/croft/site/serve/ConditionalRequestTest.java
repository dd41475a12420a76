package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Conditions over the wire; every case of theirs is in `PreconditionsTest`.
class ConditionalRequestTest extends FolderTest {
    private static final String SAME = "Mon, 04 May 2026 03:02:01 GMT";

    @ParameterizedTest
    @ValueSource(ints = {10, 300_000})
    void sendsABodyOnlyToThoseWhoLackIt(int size) throws IOException {
        site.write("a.bin", new byte[size]);
        Reply first = site.get("/a.bin", "If-None-Match: \"other\"");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).hasSize(size);
        String tag = first.field("ETag");
        assertThat(tag).isNotEmpty();
        Reply again = site.get("/a.bin", "If-None-Match: \"x\", W/" + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.fields())
                .containsEntry("ETag", tag)
                .containsEntry("Last-Modified", SAME)
                .containsEntry("Cache-Control", first.field("Cache-Control"))
                .containsEntry("Edge-Cache-Control", first.field("Edge-Cache-Control"))
                .containsEntry("No-Vary-Search", "params")
                .containsEntry("Surrogate-Key", first.field("Surrogate-Key"))
                .doesNotContainKeys("Content-Length", "Content-Type");
        assertThat(site.get("/a.bin", "If-Modified-Since: " + SAME).status()).isEqualTo(304);
        assertThat(site.head("/a.bin", "If-None-Match: *").status()).isEqualTo(304);
    }

    @Test
    void joinsSeveralLinesOfAField() throws IOException {
        site.write("a.txt", "a");
        String tag = site.get("/a.txt").field("ETag");
        assertThat(site.get("/a.txt", "If-None-Match: \"x\"", "If-None-Match: " + tag).status())
                .isEqualTo(304);
    }

    @Test
    void refusesWhatIsNoLongerMeant() throws IOException {
        site.write("a.txt", "a");
        assertThat(site.get("/a.txt", "If-Match: \"other\"").status()).isEqualTo(412);
        assertThat(site.get("/a.txt", "If-Match: *").status()).isEqualTo(200);
        assertThat(
                        site.get("/a.txt", "If-Unmodified-Since: Sun, 03 May 2026 03:02:01 GMT")
                                .status())
                .isEqualTo(412);
    }

    @Test
    void asksNoConditionOfWhatIsNoPage() throws IOException {
        site.write("d/index.html", "d");
        assertThat(site.get("/d", "If-None-Match: *").status()).isEqualTo(308);
        assertThat(site.get("/nothing", "If-None-Match: *").status()).isEqualTo(404);
        assertThat(site.get("/nothing", "If-Match: \"x\"").status()).isEqualTo(404);
    }

    @Test
    void keepsTheConnectionAfterAnAnswerWithoutBody() throws IOException {
        site.write("a.txt", "a");
        try (Wire wire = site.connect()) {
            wire.send(ServedFolder.request("GET", "/a.txt", "If-None-Match: *"));
            assertThat(wire.reply().status()).isEqualTo(304);
            assertThat(wire.send(ServedFolder.request("GET", "/a.txt")).reply().text())
                    .isEqualTo("a");
        }
    }
}
