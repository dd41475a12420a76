package croft.platform.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 9110 §13.2.2, one line per case.
class PreconditionsTest {
    /// Modified on Sunday, 6 November 1994, at 08:49:37.
    private static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37Z");

    private static final Validators CURRENT =
            new Validators(Optional.of(new EntityTag("v2", false)), MODIFIED);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // If-Match | If-Unmodified-Since | If-None-Match | If-Modified-Since
                "               |         |              |         | PROCEED",
                "\"v2\"         |         |              |         | PROCEED",
                "\"v1\"         |         |              |         | FAILED",
                "\"v1\", \"v2\" |         |              |         | PROCEED",
                "*              |         |              |         | PROCEED",
                "W/\"v2\"       |         |              |         | FAILED",
                "v2             |         |              |         | FAILED",
                "\"v2\"         | earlier |              |         | PROCEED",
                "\"v1\"         | later   |              |         | FAILED",
                "               | earlier |              |         | FAILED",
                "               | same    |              |         | PROCEED",
                "               | later   |              |         | PROCEED",
                "               | garbage |              |         | PROCEED",
                "               |         | \"v2\"       |         | NOT_MODIFIED",
                "               |         | W/\"v2\"     |         | NOT_MODIFIED",
                "               |         | \"v1\"       |         | PROCEED",
                "               |         | \"a,b\",\"v2\" |       | NOT_MODIFIED",
                "               |         | , ,\"v2\",,  |         | NOT_MODIFIED",
                "               |         | *            |         | NOT_MODIFIED",
                "               |         | v2           |         | PROCEED",
                "               |         | \"v2         |         | PROCEED",
                "               |         | W/\"v2\" \"x\" |       | PROCEED",
                "               |         | w/\"v2\"     |         | PROCEED",
                "               |         | \"v1\"       | same    | PROCEED",
                "               |         | \"v2\"       | earlier | NOT_MODIFIED",
                "               |         |              | earlier | PROCEED",
                "               |         |              | same    | NOT_MODIFIED",
                "               |         |              | later   | NOT_MODIFIED",
                "               |         |              | garbage | PROCEED",
                "               |         |              | rfc850  | NOT_MODIFIED",
                "               |         |              | asctime | NOT_MODIFIED",
                "\"v2\"         |         | \"v2\"       |         | NOT_MODIFIED",
                "\"v1\"         |         | \"v2\"       |         | FAILED",
            })
    void judges(
            @Nullable String ifMatch,
            @Nullable String ifUnmodifiedSince,
            @Nullable String ifNoneMatch,
            @Nullable String ifModifiedSince,
            Preconditions.Verdict expected) {
        Preconditions asked =
                new Preconditions(
                        Optional.ofNullable(ifMatch),
                        date(ifUnmodifiedSince),
                        Optional.ofNullable(ifNoneMatch),
                        date(ifModifiedSince),
                        Optional.empty());
        assertThat(asked.judge(CURRENT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        ", true",
        "'\"v2\"', true",
        "'\"v1\"', false",
        "'W/\"v2\"', false",
        "'\"v1\", \"v2\"', false",
        "'*', false",
        "same, true",
        "earlier, false",
        "later, false",
        "garbage, false",
    })
    void allowsARangeOfTheVeryStateThatIsMeant(@Nullable String ifRange, boolean expected) {
        assertThat(range(ifRange).allowRange(CURRENT, MODIFIED.plusSeconds(60)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "2, true"})
    void trustsADateOnlyOnceItIsPast(int secondsLater, boolean expected) {
        assertThat(range("same").allowRange(CURRENT, MODIFIED.plusSeconds(secondsLater)))
                .isEqualTo(expected);
    }

    private static Preconditions range(@Nullable String ifRange) {
        return new Preconditions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                date(ifRange));
    }

    private static Optional<String> date(@Nullable String name) {
        return Optional.ofNullable(name)
                .map(known ->
                        switch (known) {
                            case "earlier" -> "Sun, 06 Nov 1994 08:49:36 GMT";
                            case "same" -> "Sun, 06 Nov 1994 08:49:37 GMT";
                            case "later" -> "Sun, 06 Nov 1994 08:49:38 GMT";
                            case "rfc850" -> "Sunday, 06-Nov-94 08:49:37 GMT";
                            case "asctime" -> "Sun Nov  6 08:49:37 1994";
                            default -> known;
                        });
    }
}
