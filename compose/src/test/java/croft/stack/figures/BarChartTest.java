package croft.stack.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.stack.figures.BarChart.Bar;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Bars as an SVG.
class BarChartTest {
    private static final BarChart CHART =
            new BarChart(
                    "Hits <small> & \"warm\"",
                    "µs CPU per request",
                    List.of(
                            new Bar("edge", 10, "10.0", "", true),
                            new Bar("nginx", 40, "40.0", "× 4.00", false),
                            new Bar("none", 0, "0.0", "", false)));

    @Test
    void areAsLongAsTheirValues() throws Exception {
        NodeList bars = parsed(CHART.svg()).getElementsByTagName("rect");

        assertThat(bars.getLength()).isEqualTo(3);
        double longest = width(bars, 1);
        assertThat(width(bars, 0)).isEqualTo(longest / 4);
        assertThat(width(bars, 2)).isEqualTo(2);
        assertThat(((Element) bars.item(0)).getAttribute("class")).isEqualTo("ours");
    }

    @Test
    void sayInWordsWhatTheyShow() throws Exception {
        Document svg = parsed(CHART.svg());

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Hits <small> & \"warm\"");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("µs CPU per request: edge 10.0, nginx 40.0, none 0.0");
    }

    @Test
    void areReadableOnDarkPagesAndRunNoScript() {
        assertThat(CHART.svg())
                .contains("prefers-color-scheme:dark")
                .doesNotContain("<script", "href");
    }

    @Test
    void areAllWithinThePicture() throws Exception {
        Document svg = parsed(CHART.svg());
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        NodeList bars = svg.getElementsByTagName("rect");
        for (int i = 0; i < bars.getLength(); i++) {
            Element bar = (Element) bars.item(i);
            assertThat(number(bar, "y") + number(bar, "height")).isLessThan(height);
            assertThat(number(bar, "x") + number(bar, "width")).isLessThan(720 - 150);
        }
    }

    @Test
    void cannotBeNegative() {
        assertThatThrownBy(() -> new Bar("edge", -1, "-1", "", true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static double width(NodeList bars, int index) {
        return number((Element) bars.item(index), "width");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
