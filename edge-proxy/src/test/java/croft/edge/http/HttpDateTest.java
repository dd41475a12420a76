package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Dates as RFC 9110 §5.6.7 has them.
class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT   | 1994-11-06T08:49:37Z",
                "Sunday, 06-Nov-94 08:49:37 GMT  | 1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 1994        | 1994-11-06T08:49:37Z",
                "Sun Nov 16 08:49:37 1994        | 1994-11-16T08:49:37Z",
                "sUN, 06 nOV 1994 08:49:37 gmt   | 1994-11-06T08:49:37Z",
                "SUNDAY, 06-NOV-94 08:49:37 GMT  | 1994-11-06T08:49:37Z",
                "Mon, 06 Nov 1994 08:49:37 GMT   | 1994-11-06T08:49:37Z",
                "Thu, 01 Jan 1970 00:00:00 GMT   | 1970-01-01T00:00:00Z",
                "Fri, 31 Dec 9999 23:59:59 GMT   | 9999-12-31T23:59:59Z",
                "Thu, 29 Feb 2024 00:00:00 GMT   | 2024-02-29T00:00:00Z",
                "Sat, 31 Dec 2016 23:59:60 GMT   | 2016-12-31T23:59:59Z",
                "Wednesday, 01-Jan-30 00:00:00 GMT | 2030-01-01T00:00:00Z"
            })
    void readsADate(String text, Instant time) {
        assertThat(HttpDate.parse(text, NOW)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "now",
                "Sun, 06 Nov 94 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "Sun, 06 Nov 1994 08:49:37 EST",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 8:49:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06  Nov 1994 08:49:37 GMT",
                "Sun,06 Nov 1994 08:49:37 GMT",
                "Sun 06 Nov 1994 08:49:37 GMT",
                "06 Nov 1994 08:49:37 GMT",
                "Sun, 06-Nov-1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08.49.37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT ",
                " Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMTX",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 00 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:60:37 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Now 1994 08:49:37 GMT",
                "Sut, 06 Nov 1994 08:49:37 GMT",
                "Sun, +6 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sun Nov 06 08:49:37 1994 GMT",
                "Sun Nov 6 08:49:37 1994",
                "1994-11-06T08:49:37Z",
                "784111777"
            })
    void takesNothingElseForADate(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sunday, 22-Nov-76 11:00:00 GMT | 2076-11-22T11:00:00Z",
                "Sunday, 22-Nov-76 12:00:00 GMT | 2076-11-22T12:00:00Z",
                "Sunday, 22-Nov-76 12:00:01 GMT | 1976-11-22T12:00:01Z",
                "Sunday, 01-Jan-77 00:00:00 GMT | 1977-01-01T00:00:00Z",
                "Sunday, 01-Jan-99 00:00:00 GMT | 1999-01-01T00:00:00Z",
                "Sunday, 01-Jan-00 00:00:00 GMT | 2000-01-01T00:00:00Z"
            })
    void takesAYearOfTwoDigitsForOneWithinFiftyYears(String text, Instant time) {
        assertThat(HttpDate.parse(text, NOW)).contains(time);
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(253_402_300_800L));
            assertThat(HttpDate.parse(HttpDate.of(time), NOW)).contains(time);
        }
    }

    @Test
    void neverFailsOnSomethingLikeADate() {
        Random random = new Random(2);
        String[] forms = {
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994"
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(forms[random.nextInt(forms.length)]);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) (' ' + random.nextInt(0xe0)));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, (char) (' ' + random.nextInt(0x60)));
                }
            }
            HttpDate.parse(text.toString(), NOW)
                    .ifPresent(time ->
                            assertThat(time).isAfter(Instant.parse("0000-01-01T00:00:00Z")));
        }
    }
}
