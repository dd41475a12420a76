package croft.wiki.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Formulas beside what Temml, which was made for all of TeX's mathematics, makes of them.
class FormulasTest {
    private static final String DISPLAY = "display: ";

    @ParameterizedTest
    @MethodSource
    void setsFormulasAsTemmlDoes(String formula, String expected) {
        boolean display = formula.startsWith(DISPLAY);
        String tex = display ? formula.substring(DISPLAY.length()) : formula;
        assertThat(MathMl.of(tex, display).map(Structure::of)).contains(expected);
    }

    static List<Arguments> setsFormulasAsTemmlDoes() {
        List<String> formulas =
                Resource.lines("formulas.txt").stream()
                        .filter(line -> !line.startsWith("# "))
                        .toList();
        List<String> expected = Resource.lines("formulas-expected.txt");
        assertThat(expected).as("run temml.mjs again").hasSameSizeAs(formulas);
        return IntStream.range(0, formulas.size())
                .mapToObj(i -> Arguments.of(formulas.get(i), expected.get(i)))
                .toList();
    }
}
