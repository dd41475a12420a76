package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// A block that goes on with another is the same block to everybody who looks.
class FieldBlockTest {
    private final Fields stored =
            new Fields().add("date", "today").add("vary", "cookie").add("etag", "\"a\"");
    private final FieldBlock kept = FieldBlock.of(stored);
    private final FieldBlock served =
            FieldBlock.of(stored.copy().add("via", "1.1 croft").add("vary", "accept-encoding"))
                    .beside(kept);

    @Test
    void itHoldsTheCommonLinesOnce() {
        assertThat(served.lengthBeside(kept)).isZero();
        assertThat(kept.beside(FieldBlock.of(stored))).isEqualTo(kept);
    }

    @Test
    void everyFieldIsFoundInOrder() {
        assertThat(served.all("vary")).containsExactly("cookie", "accept-encoding");
        assertThat(served.first("vary")).isEqualTo("cookie");
        assertThat(served.first("via")).isEqualTo("1.1 croft");
        assertThat(served.has("age")).isFalse();
        assertThat(served.fields().name(3)).isEqualTo("via");
        assertThat(served.fields().size()).isEqualTo(5);
    }

    @Test
    void itIsWrittenAsOneBlock() {
        byte[] written = served.write(HeadBuffer.begin()).toArray();
        assertThat(new String(written, StandardCharsets.ISO_8859_1))
                .isEqualTo(
                        """
                        date: today\r
                        vary: cookie\r
                        etag: "a"\r
                        via: 1.1 croft\r
                        vary: accept-encoding\r
                        """)
                .isEqualTo(served.toString())
                .hasSize(served.length());
    }

    @Test
    void aBlockThatBeginsOtherwiseStaysAsItIs() {
        FieldBlock other = FieldBlock.of(new Fields().add("date", "tomorrow"));
        assertThat(served.beside(kept)).isSameAs(served);
        assertThat(other.beside(kept)).isSameAs(other);
        assertThat(other.lengthBeside(kept)).isEqualTo(other.length());
    }
}
