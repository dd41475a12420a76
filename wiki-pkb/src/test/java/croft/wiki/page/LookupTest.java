package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How pkb finds the page of an address.
class LookupTest {
    @ParameterizedTest
    @CsvSource({
        "/foo, foo.md",
        "foo, foo.md",
        "/foo.md, foo.md",
        "/foo.html, foo.md",
        "/foo.x.y, foo.md",
        "/foo/, foo.md",
        "//foo, foo.md",
        "/a/b/foo, foo.md",
        "/My Notes, My Notes.md",
        "/Foo, Foo.md",
        "/C#.md, C.md",
        "/Q&A, Q.md",
        "/Notes (2024), Notes .md",
        "/.note, note.md",
        "/a\\b, a.md",
        "/a<b>|c:, a.md",
        "/;?*a, a.md",
        "/étude, étude.md",
        "/foo.sync-conflict-20260101-120000-ABCDEFG.md, foo.md",
    })
    void takesTheFirstPieceOfTheLastPart(String path, String page) {
        assertThat(Lookup.of(path)).contains(new FilePath(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "///", "/.", "/..", "/../..", "/.(.", "/\u0000\u001f", "a/*"})
    void findsNothingWhereNothingIsLeft(String path) {
        assertThat(Lookup.of(path)).isEqualTo(Optional.empty());
    }
}
