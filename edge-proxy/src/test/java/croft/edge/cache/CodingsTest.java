package croft.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Negotiation of content codings (RFC 9110 §12.5.3).
class CodingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // field                            | preferred, best first
                "gzip, deflate, br, zstd            | br zstd gzip identity",
                "gzip                               | gzip identity",
                "GZip                               | gzip identity",
                "x-gzip                             | gzip identity",
                "br;q=0.5, gzip                     | gzip br identity",
                "br;q=0.5, gzip;q=0.50, zstd;q=0.5  | br zstd gzip identity",
                "gzip;q=0                           | identity",
                "*                                  | br zstd gzip identity",
                "*;q=0.1, gzip                      | gzip br zstd identity",
                "identity                           | identity",
                "identity;q=1, gzip;q=0.5           | identity gzip",
                "gzip, identity;q=0                 | gzip",
                "gzip, *;q=0                        | gzip",
                "*;q=0, identity                    | identity",
                "deflate, compress                  | identity",
                "gzip;q=2                           | identity",
                "gzip;q=x                           | identity",
                "gzip;q=0.1234                      | identity",
                "gzip; Q=1.000, br ; q=0.001        | gzip br identity",
                "gzip;x=y;q=0.5, br;q=0.4           | gzip br identity",
                "'gzip,,br'                         | br gzip identity",
                "''                                 | identity",
                "*;q=0                              | ''",
                "gzip;q=0, *;q=0                    | ''"
            })
    void saysWhatIsLikedBest(String field, String preferred) {
        assertThat(shown(Codings.of(List.of(field)))).isEqualTo(preferred);
    }

    @Test
    void takesAMissingFieldForIdentity() {
        assertThat(shown(Codings.of(List.of()))).isEqualTo("identity");
    }

    @Test
    void readsSeveralLinesAsOne() {
        assertThat(shown(Codings.of(List.of("gzip", "br;q=0.5")))).isEqualTo("gzip br identity");
    }

    private static String shown(Codings codings) {
        return codings.preferred().stream()
                .map(Codings.Coding::token)
                .collect(Collectors.joining(" "));
    }
}
