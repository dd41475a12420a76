package croft.wiki.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example of the CommonMark specification 0.31.2, in the strict dialect: what the renderer
/// makes before it puts anchors into headings is the tree of elements that the specification shows.
class CommonMarkSpecificationTest {
    private static final StrictRenderer STRICT = new StrictRenderer(HtmlPolicy.TRUSTED);

    static List<Example> examples() {
        return ExampleReader.readExamples(TestResources.getSpec());
    }

    /// What earlier versions of the reference implementations got wrong.
    static Stream<Example> regressions() {
        return TestResources.getRegressions().stream()
                .flatMap(resource -> ExampleReader.readExamples(resource).stream());
    }

    @Test
    void thereAreAsManyExamplesAsTheSpecificationHas() {
        assertThat(examples()).hasSize(652);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void rendersAsTheSpecificationShows(Example example) {
        assertThat(tree(STRICT.commonMark(example.getSource()))).isEqualTo(tree(expected(example)));
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void rendersWhatOthersOnceGotWrong(Example example) {
        assertThat(tree(STRICT.commonMark(example.getSource()))).isEqualTo(tree(expected(example)));
    }

    private static Element expected(Example example) {
        // The specification shows a tab as an arrow; the reader translates the source only.
        return SafeHtml.balanced(example.getHtml().replace('→', '\t'));
    }

    private static String tree(Element content) {
        // Colours are ours.
        content.select("pre > code span[class]").unwrap();
        return content.html().strip();
    }
}
