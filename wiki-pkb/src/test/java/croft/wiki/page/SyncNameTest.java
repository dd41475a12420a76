package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What files are, going by their names.
class SyncNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "home.md                                     | PageFile[]",
                "a/b c.md                                    | PageFile[]",
                "Q&A.md                                      | PageFile[]",
                "Notes (2024).md                             | PageFile[]",
                "sync-conflict.md                            | PageFile[]",
                "on conflicted copy 2024.md                  | PageFile[]",
                "a.sync-conflict-2026-120000-ABCDEFG.md      | PageFile[]",
                "note~.md                                    | PageFile[]",
                "A.MD                                        | OtherFile[]",
                "a.markdown                                  | OtherFile[]",
                "cake.jpg                                    | OtherFile[]",
                "LICENSE                                     | OtherFile[]",
                ".syncthing.note.md.tmp                      | Temporary[]",
                "a/.syncthing.note.md.tmp                    | Temporary[]",
                "~syncthing~note.md.tmp                      | Temporary[]",
                "note.md.tmp                                 | Temporary[]",
                "note.md~                                    | Temporary[]",
                ".#note.md                                   | Temporary[]",
                "#note.md#                                   | Temporary[]",
                ".note.md.swp                                | Temporary[]",
                "~$letter.docx                               | Temporary[]",
                ".~lock.letter.odt#                          | Temporary[]",
                "4913                                        | Temporary[]",
                "film.mp4.part                               | Temporary[]",
                ".note.md                                    | Hidden[]",
                ".obsidian/app.json                          | Hidden[]",
                "a/.obsidian/b.md                            | Hidden[]",
                ".trash/old.md                               | Hidden[]",
                ".stfolder                                   | Hidden[]",
                ".stfolder/x.md                              | Hidden[]",
                ".stignore                                   | Hidden[]",
                ".git/HEAD                                   | Hidden[]",
                ".stversions/whatever.md                     | Hidden[]",
                "Thumbs.db                                   | Hidden[]",
                ".DS_Store                                   | Hidden[]",
                "a.sync-conflict-20260101-120000-ABCDEFG.md  | Conflict[of=a.md, time=Optional[2026-01-01T12:00], device=Optional[ABCDEFG]]",
                "x/a.b.sync-conflict-20260101-120005-AB2DEF7.md | Conflict[of=x/a.b.md, time=Optional[2026-01-01T12:00:05], device=Optional[AB2DEF7]]",
                "a.sync-conflict-20160101-120000.md          | Conflict[of=a.md, time=Optional[2016-01-01T12:00], device=Optional.empty]",
                "LICENSE.sync-conflict-20260101-120000-ABCDEFG | Conflict[of=LICENSE, time=Optional[2026-01-01T12:00], device=Optional[ABCDEFG]]",
                "cake.sync-conflict-20260101-120000-ABCDEFG.jpg | Conflict[of=cake.jpg, time=Optional[2026-01-01T12:00], device=Optional[ABCDEFG]]",
                "a.sync-conflict-20260101-120000-ABCDEFG.sync-conflict-20260102-130000-HIJKLMN.md | Conflict[of=a.md, time=Optional[2026-01-02T13:00], device=Optional[HIJKLMN]]",
                "a.sync-conflict-20261301-120000-ABCDEFG.md  | Conflict[of=a.md, time=Optional.empty, device=Optional[ABCDEFG]]",
                "a (Ann's conflicted copy 2026-01-01).md     | Conflict[of=a.md, time=Optional[2026-01-01T00:00], device=Optional.empty]",
                "a (conflicted copy 2026-01-01 120005).md    | Conflict[of=a.md, time=Optional[2026-01-01T12:00:05], device=Optional.empty]",
                "a (conflicted copy ann 2026-01-01 120005).md | Conflict[of=a.md, time=Optional[2026-01-01T12:00:05], device=Optional.empty]",
                "a (b) (conflicted copy 2026-01-01 120005).md | Conflict[of=a (b).md, time=Optional[2026-01-01T12:00:05], device=Optional.empty]",
                ".stversions/a~20260101-120000.md            | Version[of=a.md, time=2026-01-01T12:00]",
                ".stversions/x/b.c~20260101-120000.md        | Version[of=x/b.c.md, time=2026-01-01T12:00]",
                ".stversions/LICENSE~20260101-120000         | Version[of=LICENSE, time=2026-01-01T12:00]",
                "a~20260101-120000.md                        | PageFile[]",
            })
    void saysWhatAFileIs(String path, String expected) {
        assertThat(SyncName.of(new FilePath(path))).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".stversions", ".obsidian", ".trash", "a/.git", "x.tmp", "a/.stfolder/b"})
    void keepsOutOfFoldersThatAreNotTheWikis(String folder) {
        assertThat(SyncName.isEntered(new FilePath(folder))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipes", "a/b", "2026.01", "conflicted copy"})
    void entersAllOthers(String folder) {
        assertThat(SyncName.isEntered(new FilePath(folder))).isTrue();
    }

    @Test
    void endsOnAnyName() {
        Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> {
                    for (String piece :
                            new String[] {
                                ".sync-conflict-20260101-120000-ABCDEFG",
                                " (conflicted copy ",
                                " (a's conflicted copy 2026-01-01)",
                                "~20260101-120000",
                                ".",
                                "a\n"
                            }) {
                        for (int times : new int[] {1, 10, 100}) {
                            SyncName.of(new FilePath("x" + piece.repeat(times) + "y.md"));
                            SyncName.of(
                                    new FilePath(".stversions/x" + piece.repeat(times) + ".md"));
                        }
                    }
                });
    }
}
