package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a page's head wants loaded early, and what is left to the page.
class PageLinksTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<link rel=stylesheet href=a.css> | <a.css>; rel=preload; as=style",
                "<LINK REL='StyleSheet' HREF=\"/a.css?v=1&amp;w=2\"/> | </a.css?v=1&w=2>; rel=preload; as=style",
                "<link href=a.css rel=stylesheet media=screen> | <a.css>; rel=preload; as=style",
                "<script src=../a.js defer></script> | <../a.js>; rel=preload; as=script",
                "<script src=a.js type=text/javascript></script> | <a.js>; rel=preload; as=script",
                "<script type=module src=a.mjs></script> | <a.mjs>; rel=modulepreload",
                "<script type=module crossorigin src=a.mjs></script> | <a.mjs>; rel=modulepreload; crossorigin",
                "<link rel=modulepreload href=/b.js> | </b.js>; rel=modulepreload",
                "<link rel=preload as=font crossorigin href=f.woff2> | <f.woff2>; rel=preload; as=font; crossorigin",
                "<link rel=preconnect href=https://fonts.example crossorigin=use-credentials> | <https://fonts.example>; rel=preconnect; crossorigin=use-credentials",
                "<base href=/app/><link rel=stylesheet href=a.css> | </app/a.css>; rel=preload; as=style",
                "<base href=https://x.example/y/><script src=a.js></script> | <https://x.example/y/a.js>; rel=preload; as=script",
                "<!-- <link rel=stylesheet href=no.css> --><link rel=stylesheet href=a.css> | <a.css>; rel=preload; as=style",
                "<title><link rel=stylesheet href=no.css></title><script src=a.js></script> | <a.js>; rel=preload; as=script",
                "<script>'<link rel=stylesheet href=no.css>'</script><script src=a.js></script> | <a.js>; rel=preload; as=script",
            })
    void areFoundInTheHead(String head, String link) {
        assertThat(links("<!doctype html><html><head>" + head + "</head><body>"))
                .containsExactly(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel=stylesheet media=print href=a.css>",
                "<link rel='alternate stylesheet' href=a.css>",
                "<link rel=stylesheet href=a.css integrity=sha256-x>",
                "<link rel=stylesheet href=a.css disabled>",
                "<link rel=stylesheet href=data:text/css,x>",
                "<link rel=stylesheet href='a b.css'>",
                "<link rel=stylesheet href='a>b.css'>",
                "<link rel=stylesheet href=ü.css>",
                "<link rel=stylesheet>",
                "<link rel=preload href=x>",
                "<link rel=preload as=image imagesrcset=x href=y.png>",
                "<link rel=icon href=favicon.ico>",
                "<script nomodule src=old.js></script>",
                "<script type=application/json src=x.json></script>",
                "<script>var a;</script>",
                "<noscript><link rel=stylesheet href=a.css></noscript>",
                "<base href=relative/><link rel=stylesheet href=a.css>",
                "<link rel=stylesheet href=a.css><base href=/late/>",
                "</head><link rel=stylesheet href=a.css>",
                "<body><link rel=stylesheet href=a.css>",
                "<link rel=stylesheet href='a.css",
            })
    void areLeftToThePage(String head) {
        assertThat(links("<html><head>" + head)).isEmpty();
    }

    @Test
    void areNeverMany() {
        assertThat(links("<link rel=stylesheet href=a.css>".repeat(20))).hasSize(1);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            many.append("<script src=").append(i).append(".js></script>");
        }
        assertThat(links(many.toString())).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<a ", "<!--", "<script>", "<link =", "</", "\"'<x y='"})
    void areReadInTimeFromAnything(String piece) {
        String page = piece.repeat(60_000 / piece.length());
        List<String> links = assertTimeout(Duration.ofSeconds(5), () -> links(page));
        assertThat(links).isEmpty();
    }

    private static List<String> links(String page) {
        return PageLinks.of(page.getBytes(StandardCharsets.UTF_8));
    }
}
