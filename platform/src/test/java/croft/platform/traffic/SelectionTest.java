package croft.platform.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 9110 §14.2: what a Range field selects of a document of 10,000 octets.
class SelectionTest {
    private static final long SIZE = 10_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-499       | 0-499",
                "bytes=500-999     | 500-999",
                "bytes=-500        | 9500-9999",
                "bytes=9500-       | 9500-9999",
                "bytes=0-0         | 0-0",
                "bytes=-1          | 9999-9999",
                "bytes=0-          | 0-9999",
                "bytes=-99999      | 0-9999",
                "bytes=9000-99999  | 9000-9999",
                "BYTES=1-2         | 1-2",
                "bytes= 1-2 , 5000-6000 | 1-2 5000-6000",
                "bytes=5000-6000,1-2 | 5000-6000 1-2",
                "bytes=1-2,99999-  | 1-2",
                "bytes=0-99999999999999999999999999 | 0-9999",
                "bytes=0-100,50-200 | 0-200",
                "bytes=0-100,101-200 | 0-200",
                "bytes=0-100,150-200 | 0-200",
                "bytes=0-10,5000-5010,11-4990 | 0-5010",
                "bytes=10000-      | none",
                "bytes=-0          | none",
                "bytes=99999999999999999999- | none",
                "bytes=2-1         | whole",
                "bytes=            | whole",
                "bytes=-           | whole",
                "bytes=a-b         | whole",
                "bytes=1-2,        | whole",
                "bytes=1-2,x       | whole",
                "bytes=--1         | whole",
                "bytes=+1-2        | whole",
                "bytes=0x1-2       | whole",
                "bytes 1-2         | whole",
                "lines=1-2         | whole",
                "''                | whole",
            })
    void selects(String field, String expected) {
        assertThat(text(Selection.of(field, SIZE))).isEqualTo(expected);
    }

    @Test
    void ignoresAFieldWithMoreRangesThanAnybodyNeeds() {
        assertThat(text(Selection.of("bytes=" + "0-0,".repeat(9) + "0-0", SIZE))).isEqualTo("0-0");
        assertThat(text(Selection.of("bytes=" + "0-0,".repeat(10) + "0-0", SIZE)))
                .isEqualTo("whole");
    }

    @Test
    void findsNothingInAnEmptyDocument() {
        assertThat(text(Selection.of("bytes=0-", 0))).isEqualTo("none");
        assertThat(text(Selection.of("bytes=-5", 0))).isEqualTo("none");
    }

    @Test
    void coversWhatWasAskedForAndNeverOverlaps() {
        Random random = new Random(9110);
        for (int round = 0; round < 5_000; round++) {
            BitSet asked = new BitSet();
            List<String> specs = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(10); i++) {
                int first = random.nextInt((int) SIZE);
                int last = first + random.nextInt(random.nextBoolean() ? 20 : 3000);
                specs.add(first + "-" + last);
                asked.set(first, (int) Math.min(last + 1, SIZE));
            }
            String field = "bytes=" + String.join(",", specs);
            BitSet got = new BitSet();
            for (Slice slice : ((Selection.Parts) Selection.of(field, SIZE)).slices()) {
                BitSet part = new BitSet();
                part.set((int) slice.first(), (int) slice.last() + 1);
                assertThat(part.intersects(got)).as(field).isFalse();
                got.or(part);
            }
            asked.andNot(got);
            assertThat(asked.isEmpty()).as(field).isTrue();
        }
    }

    private static String text(Selection selection) {
        return switch (selection) {
            case Selection.Whole() -> "whole";
            case Selection.Unsatisfiable() -> "none";
            case Selection.Parts(List<Slice> slices) ->
                    String.join(" ", slices.stream().map(s -> s.first() + "-" + s.last()).toList());
        };
    }
}
