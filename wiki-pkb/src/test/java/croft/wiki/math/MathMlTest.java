package croft.wiki.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/// Formulas as elements: what the table beside Temml does not say.
class MathMlTest {
    @Test
    void keepsItsSourceForThoseWhoCopyIt() {
        assertThat(MathMl.of(" a < b ", false))
                .contains(
                        "<math><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"
                                + "<annotation encoding=\"application/x-tex\">a &lt; b</annotation>"
                                + "</semantics></math>");
        assertThat(MathMl.of("x", true)).get().asString().startsWith("<math display=\"block\">");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "-x ¦ <mo form=\"prefix\">−</mo><mi>x</mi>",
                "a = -b ¦ <mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>b</mi>",
                "a - b ¦ <mi>a</mi><mo>−</mo><mi>b</mi>",
                "2\\sin x ¦ <mn>2</mn><mspace width=\"0.167em\"></mspace><mi>sin</mi><mo>\u2061</mo>"
                        + "<mspace width=\"0.167em\"></mspace><mi>x</mi>",
                "\\sin(x) ¦ <mi>sin</mi><mo>\u2061</mo><mo form=\"prefix\" stretchy=\"false\">(</mo>"
                        + "<mi>x</mi><mo form=\"postfix\" stretchy=\"false\">)</mo>",
                "\\mathrm{d}x ¦ <mi mathvariant=\"normal\">d</mi><mi>x</mi>",
                "\\Gamma\\gamma ¦ <mi mathvariant=\"normal\">Γ</mi><mi>γ</mi>",
                "\\left(x\\right) ¦ <mo fence=\"true\" form=\"prefix\" stretchy=\"true\">(</mo><mi>x</mi>"
                        + "<mo fence=\"true\" form=\"postfix\" stretchy=\"true\">)</mo>",
                "a\\,b\\!c ¦ <mi>a</mi><mspace width=\"0.167em\"></mspace><mi>b</mi>"
                        + "<mspace class=\"back167\"></mspace><mi>c</mi>",
                "\\text{ a } b ¦ <mtext>\u00A0a\u00A0</mtext><mi>b</mi>",
                "\\textbf{a}b ¦ <mtext class=\"b\">a</mtext><mi>b</mi>",
                "\\sum\\limits_i a ¦ <munder><mo movablelimits=\"false\">∑</mo><mi>i</mi></munder>"
                        + "<mi>a</mi>",
                "\\bigl(x ¦ <mo form=\"prefix\" stretchy=\"true\" symmetric=\"true\" minsize=\"1.2em\" "
                        + "maxsize=\"1.2em\">(</mo><mi>x</mi>",
                "a % comment ¦ <mi>a</mi>",
                "x\\text{<b>&} ¦ <mi>x</mi><mtext>&lt;b&gt;&amp;</mtext>",
            })
    void saysWhatTheElementsAre(String tex, String inside) {
        String mathMl = MathMl.of(tex, false).orElseThrow();
        String row = mathMl.substring(mathMl.indexOf("<m", 1), mathMl.indexOf("<annotation"));
        assertThat(row.replaceAll("^<mrow>|</mrow>$", "")).isEqualTo(inside);
    }

    @Test
    void rulesTablesAsTheirColumnsSay() {
        String mathMl =
                MathMl.of("\\begin{array}{l|r|}\\hline a&b\\\\c&d\\\\\\hline\\end{array}", true)
                        .orElseThrow();
        assertThat(mathMl)
                .contains(
                        "<mtr class=\"above\"><mtd class=\"l\"><mi>a</mi></mtd>"
                                + "<mtd class=\"r before behind\"><mi>b</mi></mtd></mtr>"
                                + "<mtr class=\"below\"><mtd class=\"l\">");
    }

    @Test
    void setsLinesBelowEachOtherWithoutAnEnvironment() {
        assertThat(MathMl.of("a = b \\\\ c = d", true).map(Structure::of))
                .contains("(mtable [(mtr [(mtd [a = b])])] [(mtr [(mtd [c = d])])])");
    }

    @Test
    void numbersAnEquationAsItsTagSays() {
        assertThat(MathMl.of("x = 1 \\tag{2a}", true).map(Structure::of)).contains("x = 1 ( 2 a )");
    }

    @ParameterizedTest
    @MethodSource
    void leavesToItsSourceWhatItDoesNotUnderstand(String tex) {
        assertThat(MathMl.of(tex, true)).isEmpty();
        assertThat(MathMl.of(tex, false)).isEmpty();
    }

    static Stream<String> leavesToItsSourceWhatItDoesNotUnderstand() {
        return Stream.concat(
                Resource.lines("not-understood.txt").stream()
                        .filter(line -> !line.startsWith("# ")),
                Stream.of("", " ", "\u0000", "x\u0001", "\uD800", "\uFFFF", "a\u202Eb"));
    }

    /// Whatever is thrown at it, it ends soon, and what it makes is well formed.
    @Test
    void endsSoonForHostileInput() {
        Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> {
                    for (String piece : Resource.lines("hostile.txt")) {
                        for (int length : new int[] {10, 200, 8_192, 1_000_000}) {
                            String tex = piece.repeat(Math.max(1, length / piece.length()));
                            MathMl.of(tex, true).ifPresent(Structure::parsed);
                        }
                    }
                });
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThat(MathMl.of("x".repeat(8192), false)).isPresent();
        assertThat(MathMl.of("x".repeat(8193), false)).isEmpty();
        assertThat(MathMl.of("{".repeat(20) + "x" + "}".repeat(20), false)).isPresent();
        assertThat(MathMl.of("{".repeat(2000) + "x" + "}".repeat(2000), false)).isEmpty();
        assertThat(MathMl.of("\\sqrt".repeat(1000) + "x", false)).isEmpty();
        assertThat(MathMl.of("\\hat".repeat(1000) + "x", false)).isEmpty();
        assertThat(MathMl.of("\\displaystyle".repeat(500) + "x", false)).isEmpty();
        assertThat(MathMl.of("x^{".repeat(500) + "}".repeat(500), false)).isEmpty();
        assertThat(MathMl.of("\\text{$".repeat(500) + "x" + "$}".repeat(500), false)).isEmpty();
        assertThat(MathMl.of("\\begin{matrix}" + "&".repeat(3000) + "\\end{matrix}", true))
                .isEmpty();
    }

    /// Pieces of formulas in every order: never an exception, always well formed, and of elements
    /// and attributes that MathML Core knows.
    @Test
    void makesSoundElementsOfAnyPieces() {
        Random random = new Random(20261123);
        String[] pieces = Resource.lines("pieces.txt").toArray(String[]::new);
        long understood =
                IntStream.range(0, 20_000)
                        .mapToObj(_ ->
                                random.ints(1 + random.nextInt(8), 0, pieces.length)
                                        .mapToObj(i -> pieces[i])
                                        .reduce("", (a, b) -> a + b + " "))
                        .flatMap(tex -> MathMl.of(tex, random.nextBoolean()).stream())
                        .peek(mathMl -> Core.check(Structure.parsed(mathMl)))
                        .count();
        assertThat(understood).isGreaterThan(2_000);
    }

    @Test
    void makesSoundElementsOfEveryFormulaOfTheTable() {
        Resource.lines("formulas.txt").stream()
                .filter(line -> !line.startsWith("# ") && !line.startsWith("display"))
                .map(line -> MathMl.of(line, true).orElseThrow())
                .map(Structure::parsed)
                .forEach((Element element) -> Core.check(element));
    }
}
