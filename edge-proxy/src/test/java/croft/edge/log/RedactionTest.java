package croft.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.AccessLogPolicy.Query;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a URL comes into the log.
class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                              | /        | /        | /",
                "/a?b=c                         | /a       | /a?b=*   | /a?b=c",
                "/a?b=c&d&=e&                   | /a       | /a?b=*&*&*& | /a?b=c&d&=e&",
                "/a?tokenwithoutname            | /a       | /a?*     | /a?tokenwithoutname",
                "/a?                            | /a       | /a?      | /a?",
                "/a?b?c=d                       | /a       | /a?b?c=* | /a?b?c=d",
                "*                              | *        | *        | *",
                "/a%20b/%C3%A9                  | /a%20b/%C3%A9 | /a%20b/%C3%A9 | /a%20b/%C3%A9",
                "//a/./b                        | //a/./b  | //a/./b  | //a/./b",
            })
    void theQueryIsWrittenAsFarAsItMayBe(String target, String none, String names, String full)
            throws IOException {
        assertThat(target(Query.NONE, target)).isEqualTo(none);
        assertThat(target(Query.NAMES, target)).isEqualTo(names);
        assertThat(target(Query.FULL, target)).isEqualTo(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hooks/secret",
                "/hooks/secret/more?secret=secret",
                "/chat/hooks/secret",
                "/api/v4/hooks/incoming/secret",
                "/HOOKS/secret",
                "/%68ooks/secret",
                "/%2568ooks/secret",
                "/hooks%2Fsecret",
                "/hooks%2fsecret?secret",
                "//hooks//secret",
                "/hooks/../hooks/secret",
                "/hooks/./secret",
                "/./hooks/secret",
                "/a/%2e/hooks/secret",
                "/.//hooks/secret",
                "/%2Fhooks%2F/secret",
                "/hooks\\secret",
                "/%5chooks%5csecret",
                "/invite/secret",
                "/x/INVITE/secret"
            })
    void whatIsBehindAHiddenPathIsNeverWritten(String target) throws IOException {
        for (Query query : Query.values()) {
            String written = target(query, target);
            assertThat(written).doesNotContain("secret").endsWith("*");
            String reference = "https://www.example.net" + target;
            assertThat(referer(query, reference))
                    .startsWith("https://www.example.net/")
                    .doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@a.test/b?c=secret#secret, https://a.test/b",
        "https://a.test/b#/hooks/secret, https://a.test/b",
        "https://a.test?secret, https://a.test",
        "https://secret@, https://",
        "https://user@secret@a.test/@b, https://a.test/@b",
        "about:client, about:client",
        "android-app://com.example/, android-app://com.example/",
        "/hooks/secret, /hooks/*",
        "?secret, ''"
    })
    void ofAReferenceOnlyThePageIsWritten(String reference, String written) throws IOException {
        assertThat(referer(Query.NONE, reference)).isEqualTo(written);
    }

    @Test
    void whatARefusalQuotesIsNotWritten() throws IOException {
        GatheredLines lines = lines(Query.FULL);
        Notes notes = lines.notes("GET", "/");
        notes.refused(400, "target \"/hooks/secret\" (expected: a path and not \"secret");
        assertThat(LogLine.of(lines.line(notes)).get("fault"))
                .isEqualTo("target ... (expected: a path and not ...");
    }

    private static String target(Query query, String target) throws IOException {
        return LogLine.of(lines(query).line("GET", target)).get("target");
    }

    private static String referer(Query query, String reference) throws IOException {
        return LogLine.of(lines(query).line("GET", "/", "referer", reference)).get("referer");
    }

    private static GatheredLines lines(Query query) {
        return GatheredLines.of(
                GatheredLines.policy(
                        AccessLogPolicy.Format.JSON,
                        AccessLogPolicy.Addresses.FULL,
                        query,
                        "/invite/"));
    }
}
