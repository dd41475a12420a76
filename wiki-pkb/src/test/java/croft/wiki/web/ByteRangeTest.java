package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 9110 §14.1.2, of a file of ten octets.
class ByteRangeTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "bytes=0-3, 0-3",
                "bytes=4-, 4-9",
                "bytes=-2, 8-9",
                "bytes=-99, 0-9",
                "bytes=8-99, 8-9",
                "bytes=9-9, 9-9",
                "bytes=10-, no",
                "bytes=-0, no",
                "bytes=3-2, whole",
                "bytes=a-b, whole",
                "bytes=-, whole",
                "octets=0-3, whole",
                "bytes=99999999999999999999-, whole",
            })
    void selectsAPart(String field, String part) {
        assertThat(ByteRange.of(field, 10))
                .isEqualTo(
                        switch (part) {
                            case "whole" -> new ByteRange.Whole();
                            case "no" -> new ByteRange.Unsatisfiable();
                            default ->
                                    new ByteRange.Part(
                                            Long.parseLong(part.substring(0, 1)),
                                            Long.parseLong(part.substring(2)));
                        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = "bytes=0-1,3-4")
    void givesTheWholeForMoreThanOne(String field) {
        assertThat(ByteRange.of(field, 10)).isEqualTo(new ByteRange.Whole());
    }
}
