package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import croft.platform.traffic.Selection;
import croft.platform.traffic.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parts of files over the wire; every form of the field is in `SelectionTest`.
class RangeTest extends FolderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000, 65_536, 65_537, 131_072, 131_073, 500_000})
    void sendsExactlyTheSliceThatWasAskedFor(int size) throws IOException {
        byte[] content = random(size, 1);
        site.write("a.bin", content);
        Random random = new Random(size);
        try (Wire wire = site.connect()) {
            for (int round = 0; round < 150; round++) {
                String field = "bytes=" + specs(random, size);
                Reply reply =
                        wire.send(ServedFolder.request("GET", "/a.bin", "Range: " + field)).reply();
                check(reply, field, content);
            }
        }
    }

    private static void check(Reply reply, String field, byte[] content) throws IOException {
        switch (Selection.of(field, content.length)) {
            case Selection.Whole() -> {
                assertThat(reply.status()).as(field).isEqualTo(200);
                assertThat(reply.body()).as(field).isEqualTo(content);
            }
            case Selection.Unsatisfiable() -> {
                assertThat(reply.status()).as(field).isEqualTo(416);
                assertThat(reply.field("Content-Range")).isEqualTo("bytes */" + content.length);
            }
            case Selection.Parts(List<Slice> slices) -> {
                assertThat(reply.status()).as(field).isEqualTo(206);
                if (slices.size() == 1) {
                    assertThat(reply.field("Content-Range"))
                            .isEqualTo(range(slices.getFirst(), content));
                    assertThat(reply.body()).as(field).isEqualTo(cut(slices.getFirst(), content));
                } else {
                    assertThat(reply.fields()).doesNotContainKey("Content-Range");
                    assertThat(reply.body())
                            .as(field)
                            .isEqualTo(multipart(reply.field("Content-Type"), slices, content));
                }
            }
        }
    }

    private static String specs(Random random, int size) {
        List<String> specs = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(size + size / 10 + 1);
            specs.add(
                    switch (random.nextInt(4)) {
                        case 0 -> first + "-";
                        case 1 -> "-" + first;
                        default -> first + "-" + (first + random.nextInt(size));
                    });
        }
        return String.join(",", specs);
    }

    private static byte[] multipart(String type, List<Slice> slices, byte[] content)
            throws IOException {
        String boundary = type.substring("multipart/byteranges; boundary=".length());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Slice slice : slices) {
            String head =
                    (body.size() == 0 ? "" : "\r\n")
                            + "--"
                            + boundary
                            + "\r\nContent-Type: application/octet-stream\r\nContent-Range: "
                            + range(slice, content)
                            + "\r\n\r\n";
            body.write(head.getBytes(StandardCharsets.US_ASCII));
            body.write(cut(slice, content));
        }
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "tag, 206",
        "weak, 200",
        "other, 200",
        "'Mon, 04 May 2026 03:02:01 GMT', 206",
        "'Mon, 04 May 2026 03:02:02 GMT', 200"
    })
    void sendsAPartOnlyOfTheStateThatIsMeant(String ifRange, int status) throws IOException {
        site.write("a.bin", random(200_000, 2));
        String tag = site.get("/a.bin", "If-Match: *").field("ETag");
        String value =
                switch (ifRange) {
                    case "tag" -> tag;
                    case "weak" -> "W/" + tag;
                    case "other" -> "\"other\"";
                    default -> ifRange;
                };
        assertThat(site.get("/a.bin", "Range: bytes=0-9", "If-Range: " + value).status())
                .isEqualTo(status);
    }

    @Test
    void ignoresRangesOfAnythingButAFoundPageReadWithGet() throws IOException {
        site.write("a.bin", random(100, 3));
        site.write("404.html", "missing");
        Reply head = site.head("/a.bin", "Range: bytes=0-9");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("Content-Length")).isEqualTo("100");
        assertThat(site.get("/nothing", "Range: bytes=0-1").text()).isEqualTo("missing");
        assertThat(site.get("/a.bin", "Range: bytes=0-9", "If-None-Match: *").status())
                .isEqualTo(304);
    }

    private static byte[] random(int size, int seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }

    private static byte[] cut(Slice slice, byte[] content) {
        return Arrays.copyOfRange(content, (int) slice.first(), (int) slice.last() + 1);
    }

    private static String range(Slice slice, byte[] content) {
        return "bytes " + slice.first() + "-" + slice.last() + "/" + content.length;
    }
}
