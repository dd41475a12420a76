package croft.edge.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/// Any lines, read as each kind of structured field: what is understood is written strictly, and
/// read again as the same; several lines are one (RFC 9651 §4.2).
class StructuredFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void sayTheSameWhenWrittenAgain(byte[] octets) {
        List<String> lines = List.of(new String(octets, ISO_8859_1).split("\n", -1));
        List<String> joined = List.of(String.join(", ", lines));

        StructuredParser.list(lines)
                .ifPresent(members ->
                        assertThat(StructuredParser.list(List.of(Serialized.list(members))))
                                .contains(members));
        assertThat(StructuredParser.list(joined)).isEqualTo(StructuredParser.list(lines));

        StructuredParser.dictionary(lines)
                .ifPresent(members ->
                        assertThat(
                                        StructuredParser.dictionary(
                                                List.of(Serialized.dictionary(members))))
                                .contains(members));
        assertThat(StructuredParser.dictionary(joined))
                .isEqualTo(StructuredParser.dictionary(lines));

        StructuredParser.item(lines)
                .ifPresent(item -> {
                    assertThat(StructuredParser.item(List.of(Serialized.member(item))))
                            .contains(item);
                    // an item is a list of one
                    assertThat(StructuredParser.list(lines)).contains(List.of(item));
                });
    }
}
