package croft.platform.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file's name says of its content.
class MediaTypeTest {
    @ParameterizedTest
    @CsvSource({
        "index.html, text/html; charset=utf-8",
        "a.css, text/css; charset=utf-8",
        "a.js, text/javascript; charset=utf-8",
        "a.mjs, text/javascript; charset=utf-8",
        "a.json, application/json; charset=utf-8",
        "a.map, application/json; charset=utf-8",
        "a.svg, image/svg+xml; charset=utf-8",
        "a.xml, application/xml; charset=utf-8",
        "a.rss, application/rss+xml; charset=utf-8",
        "a.webmanifest, application/manifest+json; charset=utf-8",
        "robots.txt, text/plain; charset=utf-8",
        "a.min.js, text/javascript; charset=utf-8",
        "PHOTO.JPG, image/jpeg",
        "a.png, image/png",
        "a.webp, image/webp",
        "a.avif, image/avif",
        "favicon.ico, image/vnd.microsoft.icon",
        "a.woff2, font/woff2",
        "a.wasm, application/wasm",
        "a.pdf, application/pdf",
        "a.mp4, video/mp4",
        "a.tar.gz, application/gzip",
        "LICENSE, application/octet-stream",
        "a., application/octet-stream",
        "a.unknown-thing, application/octet-stream",
    })
    void isToldByTheExtension(String name, String expected) {
        assertThat(MediaType.of(name).value(Optional.of("utf-8"))).isEqualTo(expected);
    }
}
