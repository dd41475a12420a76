package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request target may look like and what it names.
class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a/",
        "/a?b=/../c, /a",
        "/%61, /a",
        "/a%20b, /a%20b",
        "/a+b, /a+b",
        "/%252e%252e/x, /%252e%252e/x",
        "/a%3fb, /a%3Fb",
        "/a%23b, /a%23b",
        "/%E2%82%AC, /%E2%82%AC",
        "/.well-known/security.txt, /.well-known/security.txt",
        "/a.b/c..d/e., /a.b/c..d/e.",
        "/a;b=c, /a;b=c",
        "/...x%5fy, /...x_y",
        "/.git/config, /.git/config",
    })
    void namesAPath(String raw, String expected) {
        String found = Target.of(raw) instanceof Target.Named named ? named.path().encoded() : null;
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "//evil.example/",
                "/a//b",
                "/.",
                "/..",
                "/../etc/passwd",
                "/a/../b",
                "/a/./b",
                "/%2e%2e/x",
                "/.%2e/x",
                "/%2E%2e/x",
                "/..%2fx",
                "/..%2Fx",
                "/a%2fb",
                "/..%5cx",
                "/a%5Cb",
                "/a\\b",
                "/..\\x",
                "/a%00.html",
                "/%00",
                "/a%0a",
                "/a%0d%0aX:y",
                "/a%7f",
                "/%c0%ae%c0%ae/x",
                "/%c0%af",
                "/%e0%80%af",
                "/%f0%80%80%af",
                "/%ff",
                "/%c3",
                "/%ed%a0%80"
            })
    void namesNothing(String raw) {
        assertThat(Target.of(raw)).isInstanceOf(Target.Nameless.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*",
                "http://h/",
                "?",
                "/a b",
                "/a#b",
                "/\u00e9",
                "/a\t",
                "/%",
                "/%4",
                "/%zz",
                "/%4z/a",
                "/a%/b",
                "/%+1",
                "/%uff0e"
            })
    void isMalformed(String raw) {
        assertThat(Target.of(raw)).isInstanceOf(Target.Malformed.class);
    }

    @Test
    void keepsTheQueryAsItWas() {
        assertThat(Target.of("/a?x=%2f&y"))
                .isEqualTo(new Target.Named(SitePath.file("a"), "?x=%2f&y"));
    }

    @Test
    void namesNothingLongerThanAFileSystemTakes() {
        assertThat(Target.of("/" + "a".repeat(255))).isInstanceOf(Target.Named.class);
        assertThat(Target.of("/" + "a".repeat(256))).isInstanceOf(Target.Nameless.class);
        assertThat(Target.of("/a".repeat(64))).isInstanceOf(Target.Named.class);
        assertThat(Target.of("/a".repeat(65))).isInstanceOf(Target.Nameless.class);
        assertThat(Target.of(("/" + "a".repeat(200)).repeat(30)))
                .isInstanceOf(Target.Nameless.class);
    }
}
