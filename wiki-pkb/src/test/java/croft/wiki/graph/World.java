package croft.wiki.graph;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import croft.wiki.render.Facts;
import croft.wiki.render.Surroundings.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A folder in memory: what a test puts into it, and the garden of that.
///
/// Texts are made of their links, one a line, so that a text and its facts agree.
final class World {
    static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final TreeMap<FilePath, Note> notes = new TreeMap<>();
    private final TreeMap<FilePath, Attachment> files = new TreeMap<>();
    private final TreeMap<FilePath, String> texts = new TreeMap<>();

    World() {}

    World(World other) {
        notes.putAll(other.notes);
        files.putAll(other.files);
        texts.putAll(other.texts);
    }

    /// Puts a page there that is made of its links: `[[x]]`, `![[x]]`, `(x)` for one of Markdown,
    /// or `text [[x]] text`.
    World page(String path, String... lines) {
        put(new Plan(path).says(lines));
        return this;
    }

    Note put(Plan plan) {
        Note note = plan.note();
        notes.put(note.page().path(), note);
        texts.put(note.page().path(), String.join("\n", plan.lines));
        return note;
    }

    World file(String path) {
        put(path, Visibility.PUBLIC, 100);
        return this;
    }

    Attachment put(String path, Visibility visibility, long size) {
        Attachment file = new Attachment(new FilePath(path), size, EPOCH, visibility);
        files.put(file.path(), file);
        return file;
    }

    void remove(FilePath path) {
        notes.remove(path);
        files.remove(path);
        texts.remove(path);
    }

    Set<FilePath> pages() {
        return notes.keySet();
    }

    Set<FilePath> files() {
        return files.keySet();
    }

    Garden garden(Dialect dialect) {
        return Garden.of(dialect, notes.values(), files.values());
    }

    Garden garden() {
        return garden(Dialect.GARDEN);
    }

    /// The lines of a page that is there; of others, none.
    List<String> lines(FilePath path) {
        return texts.containsKey(path) ? List.of(texts.get(path).split("\n", -1)) : List.of();
    }

    Optional<String> text(Page page) {
        return Optional.ofNullable(texts.get(page.path()));
    }

    /// A picture is as wide as its file is long.
    Optional<Size> size(Attachment file) {
        return file.path().text().endsWith(".png")
                ? Optional.of(new Size((int) file.size(), 1))
                : Optional.empty();
    }

    Reading reading(Garden garden) {
        return garden.reading(this::text, this::size);
    }

    /// A link as a line of a text has it; empty for one that has none.
    static Optional<Facts.Link> link(String line) {
        boolean isEmbedded = line.contains("![");
        int wiki = line.indexOf("[[");
        int end = wiki < 0 ? line.indexOf(')') : line.indexOf("]]");
        int begin = wiki < 0 ? line.indexOf('(') + 1 : wiki + 2;
        if (begin == 0 || end < begin) {
            return Optional.empty();
        }
        String target = line.substring(begin, end);
        int heading = target.indexOf('#');
        return Optional.of(
                new Facts.Link(
                        heading < 0 ? target : target.substring(0, heading),
                        heading < 0 ? Optional.empty() : Optional.of(target.substring(heading + 1)),
                        wiki < 0 ? Facts.Kind.MARKDOWN : Facts.Kind.WIKI,
                        isEmbedded,
                        line));
    }

    /// A page to be.
    static final class Plan {
        final FilePath path;
        String title;
        List<String> aliases = List.of();
        List<Tag> tags = List.of();
        List<Tag> inline = List.of();
        Visibility visibility = Visibility.PUBLIC;
        Instant modified = EPOCH;
        boolean empty;
        List<String> lines = List.of();

        Plan(String path) {
            this.path = new FilePath(path);
            title = this.path.stem();
        }

        Plan titled(String text) {
            title = text;
            return this;
        }

        Plan says(String... text) {
            lines = List.of(text);
            return this;
        }

        Plan called(String... names) {
            aliases = List.of(names);
            return this;
        }

        Plan tagged(String... names) {
            tags = Arrays.stream(names).map(Tag::new).toList();
            return this;
        }

        Plan seen(Visibility by) {
            visibility = by;
            return this;
        }

        Plan at(long seconds) {
            modified = EPOCH.plusSeconds(seconds);
            return this;
        }

        Note note() {
            List<Facts.Link> links = new ArrayList<>();
            lines.forEach(line -> link(line).ifPresent(links::add));
            return new Note(
                    new Page(
                            path,
                            Address.ofPage(path),
                            title,
                            tags,
                            aliases,
                            visibility,
                            Optional.empty(),
                            modified,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            empty,
                            List.of()),
                    new Facts(links, List.of(), inline, Optional.empty(), false));
        }
    }
}
