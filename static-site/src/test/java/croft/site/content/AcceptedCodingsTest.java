package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which of the stored codings a client gets (RFC 9110 §12.5.3).
class AcceptedCodingsTest {
    private static final Set<Coding> ALL = EnumSet.allOf(Coding.class);

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | br",
                "gzip, deflate, zstd | zstd",
                "gzip | gzip",
                "x-gzip | gzip",
                "GZip | gzip",
                "deflate | plain",
                "identity | plain",
                "'' | plain",
                "* | br",
                "*;q=0 | plain",
                "br;q=0, * | zstd",
                "*, br;q=0 | zstd",
                "br;q=0.5, gzip | gzip",
                "br;q=0.5, gzip;q=0.5 | br",
                "br;q=0.001 | br",
                "br;q=0.5, identity | plain",
                "br;q=0.5, identity;q=0.5 | br",
                "identity;q=0, gzip | gzip",
                "identity;q=0, gzip;q=0.1, br;q=0 | gzip",
                "identity;q=0 | plain",
                "br;q=0 | plain",
                "br ; q=1.000 , gzip | br",
                "br;q=1.001, gzip | gzip",
                "br;q=2, gzip | gzip",
                "br;q=0.1234, gzip;q=0.1 | gzip",
                "br;q=x, gzip;q=0.1 | gzip",
                "br;level=1, gzip | gzip",
                "br;q=1, | br",
                ", ,gzip | gzip",
            })
    void choosesWhatIsLikedBestAndThenTheDensest(String field, String expected) {
        assertThat(chosen(Optional.of(field), ALL)).isEqualTo(expected);
    }

    @Test
    void sendsNobodyWhatNobodyAskedFor() {
        assertThat(chosen(Optional.empty(), ALL)).isEqualTo("plain");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, br | gzip",
                "br, zstd | plain",
                "br, gzip;q=0.1 | gzip",
                "* | gzip",
                "br;q=1, gzip;q=0.2, identity;q=0.5 | plain",
            })
    void choosesFromWhatThereIs(String field, String expected) {
        assertThat(chosen(Optional.of(field), Set.of(Coding.GZIP))).isEqualTo(expected);
    }

    private static String chosen(Optional<String> field, Set<Coding> available) {
        return AcceptedCodings.of(field).choose(available).map(Coding::token).orElse("plain");
    }
}
