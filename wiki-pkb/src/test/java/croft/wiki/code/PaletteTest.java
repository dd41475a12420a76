package croft.wiki.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The colours of code in both colour schemes, measured as WCAG 2.2 does (success criterion 1.4.3).
class PaletteTest {
    private static final double ENOUGH = 4.5;
    private static final Pattern RULE =
            Pattern.compile("(code [^{]*)\\{ color: #([0-9a-f]{6});", Pattern.MULTILINE);

    @Test
    void everyColourCanBeReadOnItsPaper() throws IOException {
        String sheet = sheet();
        int dark = sheet.indexOf("@media (prefers-color-scheme: dark)");
        check(sheet.substring(0, dark), paper(sheet, "dark as"));
        check(sheet.substring(dark), paper(sheet, "light as"));
    }

    @Test
    void everyInkHasAColourInBothSchemes() throws IOException {
        String sheet = sheet();
        int dark = sheet.indexOf("@media (prefers-color-scheme: dark)");
        var inks =
                Arrays.stream(Ink.values())
                        .map(Ink::styleClass)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
        assertThat(colours(sheet.substring(0, dark)).keySet()).isEqualTo(inks);
        assertThat(colours(sheet.substring(dark)).keySet()).isEqualTo(inks);
    }

    private static void check(String scheme, int paper) {
        colours(scheme)
                .forEach((name, colour) ->
                        assertThat(contrast(colour, paper))
                                .as("%s: #%06x on #%06x", name, colour, paper)
                                .isGreaterThanOrEqualTo(ENOUGH));
    }

    /// What the sheet says that it is made for.
    private static int paper(String sheet, String words) {
        return Pattern.compile(words + " #([0-9a-f]{6})")
                .matcher(sheet)
                .results()
                .map(match -> Integer.parseInt(match.group(1), 16))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Integer> colours(String scheme) {
        Map<String, Integer> colours = new TreeMap<>();
        RULE.matcher(scheme)
                .results()
                .forEach(rule ->
                        Arrays.stream(rule.group(1).split(",", -1))
                                .map(selector -> selector.replace("code .", "").strip())
                                .forEach(name ->
                                        colours.put(name, Integer.parseInt(rule.group(2), 16))));
        return colours;
    }

    private static double contrast(int one, int other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16)
                + 0.7152 * linear(colour >> 8)
                + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double share = (channel & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String sheet() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        PaletteTest.class.getResourceAsStream("/croft/wiki/web/style/code.css"),
                        "code.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
