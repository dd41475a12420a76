package croft.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Properties of the parsers, by random inputs of a fixed seed.
class ParsingPropertiesTest {
    private static final int ROUNDS = 20_000;
    private final Generated generated = new Generated(7);

    @Test
    void aStructuredFieldReadsAsItWasWritten() {
        for (int i = 0; i < ROUNDS; i++) {
            List<String> members = new ArrayList<>();
            for (int j = generated.below(5); j > 0; j--) {
                members.add(generated.chance(30) ? innerList() : item());
            }
            String text = String.join(generated.one(",", ", ", " ,\t"), members);
            assertThat(
                            StructuredParser.list(List.of(text)).stream()
                                    .flatMap(List::stream)
                                    .map(Serialized::member))
                    .as(text)
                    .containsExactlyElementsOf(members);
        }
    }

    @Test
    void aDictionaryKeepsTheLastOfEachKey() {
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, String> expected = new TreeMap<>();
            List<String> lines = new ArrayList<>();
            for (int j = 1 + generated.below(6); j > 0; j--) {
                String key = generated.one("a", "b", "max-age", "*x");
                String value = item();
                expected.put(key, value);
                lines.add(key + "=" + value);
            }
            Map<String, String> read = new TreeMap<>();
            StructuredParser.dictionary(lines)
                    .orElseThrow()
                    .forEach((key, member) -> read.put(key, Serialized.member(member)));
            assertThat(read).isEqualTo(expected);
        }
    }

    @Test
    void whatIsReadOfADirectiveDoesNotDependOnItsNeighbours() {
        for (int i = 0; i < ROUNDS; i++) {
            long seconds = generated.below(1_000_000);
            List<String> directives = new ArrayList<>();
            directives.add("max-age=" + (generated.chance(50) ? seconds : "\"" + seconds + "\""));
            directives.add("No-Store");
            for (int j = generated.below(5); j > 0; j--) {
                directives.add(
                        generated.one(
                                "x",
                                "x=y",
                                "x=\"a, b\"",
                                "x=",
                                "",
                                "=",
                                "x=\"\\\"\"",
                                "\u00e4",
                                "x y"));
            }
            Collections.shuffle(directives, new Random(i));
            CacheControl read =
                    CacheControl.of(List.of(String.join(generated.one(",", " , "), directives)));
            assertThat(read.seconds("max-age")).contains(Duration.ofSeconds(seconds));
            assertThat(read.has("no-store")).isTrue();
            assertThat(read.has("no-cache")).isFalse();
        }
    }

    @Test
    void noTextMakesADirectiveLastLongerThanItSays() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = generated.text("max-age=0123456789, \";\\\t.+'", 40);
            CacheControl.of(List.of(text, "max-age=5"))
                    .seconds("max-age")
                    .ifPresent(span -> assertThat(span).isLessThanOrEqualTo(Duration.ofSeconds(5)));
        }
    }

    @Test
    void selectingValuesAreTheSameHoweverTheyAreSpacedAndSplit() {
        for (int i = 0; i < ROUNDS; i++) {
            List<String> members = new ArrayList<>();
            for (int j = 1 + generated.below(4); j > 0; j--) {
                members.add(generated.one("a", "b;c=d", "\"x, y\"", "de-ch;q=0.5", "gzip"));
            }
            String name = generated.one("x-one", "accept-language", "accept-encoding");
            String plain =
                    SelectingValue.of(
                            name, Requests.get("/", name + ":" + String.join(",", members)));
            String spaced =
                    SelectingValue.of(
                            name,
                            Requests.get(
                                    "/",
                                    name
                                            + ":"
                                            + String.join(
                                                    generated.one(" ,", ", ", ",,", "\t, "),
                                                    members)));
            String split =
                    SelectingValue.of(
                            name,
                            Requests.get(
                                    "/",
                                    members.stream()
                                            .map(member -> name + ": " + member)
                                            .toArray(String[]::new)));
            assertThat(spaced).isEqualTo(plain);
            assertThat(split).isEqualTo(plain);
        }
    }

    @Test
    void languagesAndCodingsAreTheSameInAnyOrderAndCase() {
        for (int i = 0; i < ROUNDS; i++) {
            List<String> members =
                    new ArrayList<>(List.of("de;q=0.5", "en", "fr;q=0.25", "br", "gzip;q=0.1"));
            String name = generated.one("accept-language", "accept-encoding");
            String before =
                    SelectingValue.of(
                            name, Requests.get("/", name + ":" + String.join(",", members)));
            Collections.shuffle(members, new Random(i));
            String after =
                    SelectingValue.of(
                            name,
                            Requests.get(
                                    "/",
                                    name
                                            + ":"
                                            + String.join(",", members).toUpperCase(Locale.ROOT)));
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void rangesLieWithinTheWholeAndNeverOverlapUnseen() {
        for (int i = 0; i < ROUNDS; i++) {
            long total = 1L + generated.below(50);
            String text = "bytes=" + generated.text("0123456789-,", 20);
            Optional<RangeRequest> read = RangeRequest.of(List.of(text));
            if (read.isEmpty()) {
                continue;
            }
            List<ByteRange> ranges = read.get().within(total);
            int[] covered = new int[(int) total];
            for (ByteRange range : ranges) {
                assertThat(range.last()).isLessThan(total);
                for (long at = range.first(); at <= range.last(); at++) {
                    covered[(int) at]++;
                }
            }
            boolean twice = Arrays.stream(covered).anyMatch(times -> times > 1);
            assertThat(RangeRequest.overlap(ranges)).as(text).isEqualTo(twice);
            assertThat(ranges).hasSizeLessThanOrEqualTo(RangeRequest.MOST_RANGES);
        }
    }

    private String item() {
        String value =
                switch (generated.below(8)) {
                    case 0 -> Integer.toString(generated.below(2_000_000) - 1_000_000);
                    case 1 ->
                            generated.below(1000)
                                    + "."
                                    + String.valueOf(1000 + generated.below(1000)).substring(1);
                    case 2 -> Structured.quoted(generated.text("ab \"\\,;=()", 8));
                    case 3 -> "t" + generated.text("aB1!#$%&'*+-.^_`|~:/", 8);
                    case 4 -> generated.one("?0", "?1");
                    case 5 -> generated.one("::", ":aGVsbG8=:", ":AA==:");
                    case 6 -> "@" + generated.below(2_000_000_000);
                    default -> "*";
                };
        return value + parameters();
    }

    private String parameters() {
        return generated.one("", "", "", ";a=1", ";a=1;b=\"x\"", ";k=?0", ";t=tok");
    }

    private String innerList() {
        List<String> items = new ArrayList<>();
        for (int i = generated.below(4); i > 0; i--) {
            items.add(item());
        }
        return "(" + String.join(" ", items) + ")" + parameters();
    }
}
