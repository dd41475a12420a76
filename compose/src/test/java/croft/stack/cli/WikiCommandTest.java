package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `croft wiki` and its questions ask of wiki-pkb, and how they show the answers.
class WikiCommandTest {
    private static final String WIKIS =
            """
            {"wikis": [{"host": "notes.test", "folder": "/srv/notes", "readable": true, "problem": null,
                        "markdown": "garden", "pages": 214, "files": 1, "problems": 2, "conflicts": 1,
                        "looked": "2026-11-22T10:00:00Z"},
                       {"host": "pkb.test", "folder": "/srv/pkb", "readable": false,
                        "problem": "there is no such folder (expected: a folder of Markdown files)",
                        "markdown": "strict", "pages": 0, "files": 0, "problems": 0, "conflicts": 0,
                        "looked": null}]}
            """;

    @TempDir private Path folder = Path.of("unset");
    private ScriptedStack wiki;

    @BeforeEach
    void begin() throws IOException {
        wiki = new ScriptedStack(folder);
    }

    @AfterEach
    void end() throws IOException {
        wiki.close();
    }

    @Test
    void showsEveryWikiAndWhatThereIsToDo() {
        Said said = wiki.answers(200, WIKIS).croft("wiki");
        assertThat(wiki.asked()).isEqualTo("GET /control/wikis");
        assertThat(said.out())
                .isEqualTo(
                        """
                        notes.test   /srv/notes   garden   214 pages, 1 file   2 problems   1 conflict
                        pkb.test     /srv/pkb     strict   0 pages, 0 files
                        ! pkb.test: there is no such folder (expected: a folder of Markdown files)
                        """);
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
    }

    @Test
    void namesProblemsByFileAndLine() {
        Said said =
                wiki.answers(
                                200,
                                """
                                {"problems": [{"path": "a b.md", "line": 3, "text": "tags: 7 is a number"},
                                              {"path": "C.md", "line": 0, "text": "differs from c.md\\u001b in case only"}]}
                                """)
                        .croft("wiki", "problems", "notes.test");
        assertThat(wiki.asked()).isEqualTo("GET /control/wikis/notes.test/problems");
        assertThat(said.out())
                .isEqualTo(
                        """
                        a b.md:3: tags: 7 is a number
                        C.md: differs from c.md  in case only
                        """);
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
    }

    @Test
    void saysThatNothingIsWrong() {
        Said said = wiki.answers(200, "{\"problems\": []}").croft("wiki", "problems", "notes.test");
        assertThat(said.out()).isEqualTo("Nothing is wrong\n");
        assertThat(said.code()).isEqualTo(Exit.DONE.code());
    }

    @Test
    void showsWhatAConflictHasThatThePageHasNot() {
        Said said =
                wiki.answers(
                                200,
                                """
                                {"conflicts": [{"path": "note.sync-conflict-20260101-120000-ABCDEFG.md", "of": "note.md",
                                                "at": "2026-01-01T12:00:00Z", "device": "ABCDEFG",
                                                "diff": "@@ -1 +1 @@\\n-here\\n+there\\n"}]}
                                """)
                        .croft("wiki", "conflicts", "notes.test");
        assertThat(said.out())
                .isEqualTo(
                        """
                        note.sync-conflict-20260101-120000-ABCDEFG.md: of note.md, set aside 2026-01-01T12:00:00Z, last changed by ABCDEFG
                          @@ -1 +1 @@
                          -here
                          +there

                        """);
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
    }

    @Test
    void comparesForPeopleAndForPrograms() throws IOException {
        wiki.answers(
                200,
                "{\"same\": 1, \"different\": [{\"path\": \"t.md\", \"where\": \"a table\"}]}");
        assertThat(wiki.croft("wiki", "compare", "notes.test").out())
                .isEqualTo("1 page the same, 1 different\n  t.md: a table\n");
        Json json = Json.read(wiki.croft("wiki", "compare", "notes.test", "--json").out());
        assertThat(json.get("notes.test").get("same").number(0)).isEqualTo(1);
    }
}
