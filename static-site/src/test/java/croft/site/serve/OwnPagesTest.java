package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.platform.declaration.ProjectName;
import croft.platform.declaration.StaticPolicy;
import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.Fields;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Request;
import croft.site.content.Coded;
import croft.site.content.Contents;
import croft.site.content.Document;
import croft.site.content.Entry;
import croft.site.content.Folder;
import croft.site.content.HashedNames;
import croft.site.content.OpenFile;
import croft.site.content.PlainFolder;
import croft.site.content.Representation;
import croft.site.content.SitePath;
import croft.site.content.Source;
import croft.site.content.Target;
import croft.site.content.Tree;
import croft.site.content.Visibility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that are no success show the site's own page for them, even when other files fail.
class OwnPagesTest {
    @TempDir Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(folder.resolve("403.html"), "closed");
        Files.writeString(folder.resolve("500.html"), "broken");
        Files.writeString(folder.resolve("503.html"), "away");
        Files.writeString(folder.resolve("page.html"), "page");
    }

    @Test
    void showsWhatMayNotBeRead() {
        assertThat(text(answer(new AccessDeniedException("page.html")))).isEqualTo("403 closed");
    }

    @Test
    void showsThatTheStorageFails() {
        assertThat(text(answer(new IOException("Input/output error")))).isEqualTo("503 away");
    }

    @Test
    void showsAFaultOfOurs() {
        assertThat(text(answer(new IllegalStateException("made for this test"))))
                .isEqualTo("500 broken");
    }

    private Answer answer(Exception failure) {
        Source source =
                () ->
                        switch (new PlainFolder(folder, Visibility.DEFAULT).now()) {
                            case Source.State.Ready(Tree tree) ->
                                    new Source.State.Ready(new FailingTree(tree, failure));
                            case Source.State other -> other;
                        };
        ServedSite site =
                new ServedSite.OfReleases(
                        new HostName("site.test"),
                        new ProjectName("site"),
                        source,
                        StaticPolicy.DEFAULT);
        Contents contents = new Contents(InstantSource.system(), Runnable::run);
        Bodies bodies = new Bodies(contents);
        StatusPages pages = new StatusPages(bodies);
        FilesAnswer files =
                new FilesAnswer(
                        new DocumentAnswer(
                                bodies,
                                new HashedNames(Runnable::run),
                                new LinkHints(contents),
                                InstantSource.system()),
                        new ListingAnswer(),
                        pages);
        return new Responder(
                        new RuleBook(contents),
                        new RuledAnswer(files, pages, new Forwarding(Runnable::run)),
                        files,
                        pages)
                .answer(
                        new Asked(
                                new Request("GET", "site.test", "/page", Fields.NONE, false, "?"),
                                site,
                                "/page",
                                Target.of("/page"),
                                Octets.NONE));
    }

    private static String text(Answer answer) {
        byte[] body = ((Body.InMemory) answer.body()).octets().bytes();
        return answer.status().code() + " " + new String(body, StandardCharsets.UTF_8);
    }

    /// A tree whose page cannot be looked at.
    private record FailingTree(Tree tree, Exception failure) implements Tree {
        @Override
        public Entry look(SitePath path) throws IOException {
            if (path.name().equals("page.html")) {
                switch (failure) {
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    default -> throw new IllegalArgumentException(failure);
                }
            }
            return tree.look(path);
        }

        @Override
        public Coded coded(Document document) throws IOException {
            return tree.coded(document);
        }

        @Override
        public Optional<OpenFile> open(Representation representation) throws IOException {
            return tree.open(representation);
        }

        @Override
        public Optional<Document> ruleFile(String name) throws IOException {
            return tree.ruleFile(name);
        }

        @Override
        public Optional<Folder> list(SitePath path, int most) throws IOException {
            return tree.list(path, most);
        }
    }
}
