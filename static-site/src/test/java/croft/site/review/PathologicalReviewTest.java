package croft.site.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import croft.site.rules.Rules;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages made to take long, or much memory.
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PathologicalReviewTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>",
                "<div><a href=x>",
                "<a href='x",
                "<!--",
                "<!--x--",
                "<script>",
                "<style>",
                "</style",
                "<![CDATA[",
                "<svg>",
                "<a ",
                "<a x='",
                "<a x=\"'",
                "&amp",
                "<",
                "</",
                "<base ",
                "<img srcset='",
                "<img srcset=',,, a,",
                "<p style='url(",
                "\n",
                "=",
                "<a =",
                "<table><a href=x>",
                "<style>url(",
                "<style>'",
                "<style>/*",
                "<style>\\",
                "&#x",
                "<a href='../",
                "<a href='a/",
                "<img srcset='a, ",
                "<link rel='a ",
                "<a href=\"",
                "<a href='#",
                "<meta http-equiv=refresh content='url=",
                "<a href=\n",
                "\"",
                "\\",
            })
    void areReadInTimeHoweverOftenSomethingIsRepeated(String part) throws IOException {
        String page = part.repeat(Review.LARGEST_PAGE / part.length());
        Report report = review(new MapRelease().with("a.html", page).with("a.css", page));
        assertThat(report.pages()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a href='|../",
                "<a href='|a/",
                "<a href='|%2e/",
                "<a href='#|x",
                "<a href='?|&",
                "<a href='//|x",
                "<a href='|&amp;",
                "<a href='|&",
                "<img srcset='|`a, `",
                "<img srcset='|`a `",
                "<img srcset='|,",
                "<link href=x rel='|`a `",
                "<p id='|x",
                "<p style='|url(a)",
                "<p style='|`@import \"a\";`",
                "<base href='|../",
                "<style>|url(\\",
                "<meta http-equiv=refresh content='|url=",
                "<|a",
                "<a |x=y/",
            })
    void areReadInTimeHoweverLongOnePartIs(String start, String part) throws IOException {
        String page =
                start + part.repeat((Review.LARGEST_PAGE - start.length()) / part.length() - 2);
        Report report =
                review(new MapRelease().with("a.html", page + "'>").with("b.html", "<a href=x>"));
        assertThat(report.pages()).isEqualTo(2);
    }

    @Test
    void areReadAsFarAsTheBoundGoes() throws IOException {
        Report report =
                review(
                        new MapRelease()
                                .with(
                                        "a.html",
                                        "<a href=one>" + " ".repeat(50 << 20) + "<a href=two>"));
        assertThat(report.of(Finding.Kind.PARTLY_READ).first())
                .extracting(Finding::toString)
                .containsExactly("a.html: only its first 4.0 MiB were looked at");
        assertThat(report.of(Finding.Kind.BROKEN_LINK).total()).isEqualTo(1);
        assertThat(report.of(Finding.Kind.LARGE_FILE).total()).isEqualTo(1);
    }

    @Test
    void mayHoldAMillionLinks() throws IOException {
        MapRelease release = new MapRelease();
        int left = 1_000_000;
        for (int page = 0; left > 0; page++) {
            StringBuilder html = new StringBuilder();
            for (; left > 0 && html.length() < Review.LARGEST_PAGE - 100; left--) {
                html.append("<a href=/").append(left).append("#").append(left).append(">\n");
            }
            release.with(page + ".html", html.toString());
        }
        Report report = review(release);
        assertThat(report.links()).isEqualTo(1_000_000);
        assertThat(report.of(Finding.Kind.BROKEN_LINK).total())
                .isEqualTo(1_000_000 - report.pages() + 1); // /1, /2 … are pages
        assertThat(report.of(Finding.Kind.BROKEN_LINK).first()).hasSize(100);
    }

    @Test
    void mayBeNoise() {
        Random random = new Random(4);
        String alphabet = "<>/='\"! -ahrefbscitylmgu()@{}&#;:?.\\\n\u0000\uD800ü*[]";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder noise = new StringBuilder("<a href=");
            for (int length = random.nextInt(300); length > 0; length--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String text = noise.toString();
            assertThatCode(() ->
                            review(
                                    new MapRelease()
                                            .with("a.html", text + ">")
                                            .with("b.html", "<style>" + text)
                                            .with("c.css", text)))
                    .as("%s", text)
                    .doesNotThrowAnyException();
        }
    }

    private static Report review(MapRelease release) throws IOException {
        return Review.of(
                release, List.of(), Rules.NONE, List.of("h.example"), Review.Limits.DEFAULT);
    }
}
