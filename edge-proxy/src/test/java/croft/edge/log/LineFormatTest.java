package croft.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.AccessLogPolicy.Addresses;
import croft.platform.declaration.AccessLogPolicy.Format;
import croft.platform.declaration.AccessLogPolicy.Query;
import java.io.IOException;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines, read back by what knows only the format.
class LineFormatTest {
    /// As tools for NCSA's combined format take a line apart.
    static final Pattern COMBINED =
            Pattern.compile(
                    "(\\S+) - - \\[(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000)\\] "
                            + "\"([^\"]*)\" (\\d{3}) (\\d+) \"([^\"]*)\" \"([^\"]*)\"");

    @Test
    void aLineOfJsonSaysAllThatIsKnown() throws IOException {
        GatheredLines lines = lines(Format.JSON, Addresses.FULL);
        Notes notes =
                lines.notes("POST", "/a", "user-agent", "Tool/1", "referer", "https://a.test/");
        notes.responded(
                new ResponseHead(
                        201,
                        new Fields()
                                .add("cache-status", "other; hit")
                                .add("cache-status", "croft; fwd=method; fwd-status=201"),
                        Body.NONE));
        notes.received(77);
        notes.backendAnswered(1_000_000);
        assertThat(lines.line(notes))
                .isEqualTo(
                        """
                        {"time":"2026-11-22T10:00:00.123Z","peer":"192.0.2.77","protocol":"h2",\
                        "tls":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","resumed":true,\
                        "id":"000000000000feed","site":"www.example.net","method":"POST",\
                        "target":"/a","status":201,"bytes":512,"received":77,"ms":1.234,\
                        "backend_ms":1.000,"cache":"pass",\
                        "cache_status":"croft; fwd=method; fwd-status=201",\
                        "referer":"https://a.test/","agent":"Tool/1"}\
                        """);
        assertThat(LogLine.of(lines.line(notes)).members()).hasSize(19);
    }

    @Test
    void aLineOfTheCombinedFormatIsAsOthersWriteIt() {
        assertThat(
                        lines(Format.COMBINED, Addresses.FULL)
                                .line("GET", "/a", "user-agent", "Tool/1 (\"x\")"))
                .isEqualTo(
                        "192.0.2.77 - - [22/Nov/2026:10:00:00 +0000] \"GET /a HTTP/2.0\" 200 512"
                                + " \"-\" \"Tool/1 (\\x22x\\x22)\"");
    }

    @ParameterizedTest
    @CsvSource({
        "croft; hit; ttl=59, hit",
        "croft; hit; ttl=-1, stale",
        "croft; fwd=stale; fwd-status=503; ttl=-60; detail=\"stands in: 503\", stale",
        "croft; fwd=uri-miss; fwd-status=200; stored, miss",
        "croft; fwd=uri-miss; fwd-status=200; collapsed, miss",
        "croft; fwd=bypass; fwd-status=200, pass",
        "croft; fwd=method; fwd-status=200, pass",
        "croft; detail=\"only-if-cached\", miss"
    })
    void whatTheCacheDidIsOneWord(String cacheStatus, String word) throws IOException {
        GatheredLines lines = lines(Format.JSON, Addresses.NONE);
        Notes notes = lines.notes("GET", "/");
        notes.cacheStatus = cacheStatus;
        LogLine line = LogLine.of(lines.line(notes));
        assertThat(line.get("cache")).isEqualTo(word);
        assertThat(line.get("cache_status")).isEqualTo(cacheStatus);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.0",
        "2001:db8:1234:5678:9abc:def0:1234:5678, 2001:db8:1234::",
        "::1, ::",
        "::ffff:192.0.2.77, 192.0.2.0"
    })
    void addressesAreShortenedToANetwork(String address, String shortened) throws IOException {
        for (Format format : Format.values()) {
            assertThat(peer(format, Addresses.SHORTENED, address)).isEqualTo(shortened);
            assertThat(peer(format, Addresses.NONE, address))
                    .isEqualTo(format == Format.JSON ? "-" : "0.0.0.0");
        }
    }

    private static String peer(Format format, Addresses addresses, String address)
            throws IOException {
        String line =
                GatheredLines.from(GatheredLines.policy(format, addresses, Query.NONE), address)
                        .line("GET", "/");
        return format == Format.JSON
                ? LogLine.of(line).get("peer")
                : line.substring(0, line.indexOf(' '));
    }

    @Test
    void whateverOctetsAClientSendsTheLineStaysOneAndTellsThemExactly() throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        String hostile = "\"}\n{\"status\":200,\"x\":\"" + all + "\u001b[31m\r\n127.0.0.1 - -";
        LogLine line =
                LogLine.of(
                        lines(Format.JSON, Addresses.FULL)
                                .line(hostile, "/", "user-agent", hostile));
        assertThat(line.get("agent")).isEqualTo(hostile);
        assertThat(line.get("method")).isEqualTo(hostile);
        assertThat(line.get("status")).isEqualTo("200");

        Matcher combined =
                COMBINED.matcher(
                        lines(Format.COMBINED, Addresses.FULL)
                                .line("GET", "/", "user-agent", hostile, "referer", hostile));
        assertThat(combined.matches()).isTrue();
        assertThat(unescaped(combined.group(7))).isEqualTo(hostile);
    }

    @Test
    void randomOctetsComeBack() throws IOException {
        Random random = new Random(8421);
        GatheredLines json = lines(Format.JSON, Addresses.FULL);
        GatheredLines combined = lines(Format.COMBINED, Addresses.FULL);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder("a");
            int length = random.nextInt(200);
            for (int j = 0; j < length; j++) {
                text.append((char) random.nextInt(256));
            }
            String agent = text.toString();
            assertThat(LogLine.of(json.line("GET", "/", "user-agent", agent)).get("agent"))
                    .isEqualTo(agent);
            Matcher matcher = COMBINED.matcher(combined.line("GET", "/", "user-agent", agent));
            assertThat(matcher.matches()).isTrue();
            assertThat(unescaped(matcher.group(7))).isEqualTo(agent);
        }
    }

    @Test
    void aLineIsNeverLongerThanItsBound() throws IOException {
        // the worst that each place can hold: six octets for a character
        String longest = "\u0001".repeat(100_000);
        for (Format format : Format.values()) {
            GatheredLines lines =
                    GatheredLines.of(GatheredLines.policy(format, Addresses.FULL, Query.FULL));
            Notes notes =
                    lines.notes(
                            longest,
                            "/" + longest + "?" + longest,
                            "user-agent",
                            longest,
                            "referer",
                            "https://" + longest + "/" + longest + "?" + longest);
            notes.cacheStatus = longest;
            notes.refused(400, longest);
            String line = lines.line(notes);
            assertThat(line).hasSizeLessThan(LineFormat.LONGEST_LINE).contains("...");
        }
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\x([0-9a-f]{2})")
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    private static GatheredLines lines(Format format, Addresses addresses) {
        return GatheredLines.of(GatheredLines.policy(format, addresses, Query.NONE));
    }
}
