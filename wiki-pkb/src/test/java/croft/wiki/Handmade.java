package croft.wiki;

import croft.platform.declaration.HostName;
import croft.wiki.graph.Change;
import croft.wiki.graph.Edit;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Gardens;
import croft.wiki.graph.Note;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Source;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.page.VisibilityRule;
import croft.wiki.render.Dialect;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Markdown;
import croft.wiki.render.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Wikis whose pages are written in the test, without a folder.
public final class Handmade implements Gardens {
    /// When pages changed that do not say it.
    public static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    private final Dialect dialect;
    private final Renderer renderer;
    private final Map<HostName, Garden> gardens = new ConcurrentHashMap<>();
    private final Map<HostName, Map<FilePath, String>> texts = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public Handmade(Dialect dialect) {
        this.dialect = dialect;
        renderer = Markdown.of(dialect, HtmlPolicy.SANITIZED);
    }

    /// A page that is public and has nothing in its head.
    public static Draft page(String path, String title, String body) {
        return new Draft(
                path,
                title,
                body,
                List.of(),
                List.of(),
                Visibility.PUBLIC,
                Optional.empty(),
                TIME,
                Optional.empty());
    }

    /// A page about to be put.
    public record Draft(
            String path,
            String title,
            String body,
            List<String> tags,
            List<String> aliases,
            Visibility visibility,
            Optional<String> language,
            Instant modified,
            Optional<String> image) {
        public Draft tags(String... words) {
            return new Draft(
                    path,
                    title,
                    body,
                    List.of(words),
                    aliases,
                    visibility,
                    language,
                    modified,
                    image);
        }

        public Draft aliases(String... words) {
            return new Draft(
                    path, title, body, tags, List.of(words), visibility, language, modified, image);
        }

        public Draft seen(Visibility by) {
            return new Draft(path, title, body, tags, aliases, by, language, modified, image);
        }

        public Draft language(String tag) {
            return new Draft(
                    path,
                    title,
                    body,
                    tags,
                    aliases,
                    visibility,
                    Optional.of(tag),
                    modified,
                    image);
        }

        public Draft modified(Instant time) {
            return new Draft(path, title, body, tags, aliases, visibility, language, time, image);
        }

        public Draft image(String picture) {
            return new Draft(
                    path,
                    title,
                    body,
                    tags,
                    aliases,
                    visibility,
                    language,
                    modified,
                    Optional.of(picture));
        }

        Page page() {
            FilePath file = new FilePath(path);
            return new Page(
                    file,
                    Address.ofPage(file),
                    title,
                    tags.stream().map(Tag::new).toList(),
                    aliases,
                    visibility,
                    language,
                    modified,
                    Optional.empty(),
                    Optional.empty(),
                    image,
                    body.isEmpty(),
                    List.of());
        }
    }

    /// Writes pages and tells the listeners.
    public Change put(HostName site, Draft... drafts) {
        Map<FilePath, String> bodies = texts.computeIfAbsent(site, _ -> new ConcurrentHashMap<>());
        List<Note> notes = new ArrayList<>();
        for (Draft draft : drafts) {
            Page page = draft.page();
            bodies.put(page.path(), draft.body());
            notes.add(new Note(page, renderer.facts(page, draft.body())));
        }
        return edit(site, new Edit(notes, List.of(), Set.of()));
    }

    /// Reads the pages of a folder and tells the listeners once.
    public Change read(HostName site, Path folder, Collection<String> paths) throws IOException {
        Map<FilePath, String> bodies = texts.computeIfAbsent(site, _ -> new ConcurrentHashMap<>());
        List<Note> notes = new ArrayList<>();
        for (String path : paths) {
            Path file = folder.resolve(path);
            Source source =
                    Source.parse(
                            new FilePath(path),
                            Files.readAllBytes(file),
                            Files.getLastModifiedTime(file).toInstant(),
                            VisibilityRule.NONE);
            bodies.put(source.page().path(), source.body());
            notes.add(new Note(source.page(), renderer.facts(source.page(), source.body())));
        }
        return edit(site, new Edit(notes, List.of(), Set.of()));
    }

    /// Deletes pages and tells the listeners.
    public Change remove(HostName site, String... paths) {
        return edit(
                site,
                new Edit(
                        List.of(),
                        List.of(),
                        Set.copyOf(Arrays.stream(paths).map(FilePath::new).toList())));
    }

    /// Changes a wiki in any way and tells the listeners.
    public Change edit(HostName site, Edit edit) {
        Change change = gardens.getOrDefault(site, Garden.empty(dialect)).with(edit);
        gardens.put(site, change.after());
        listeners.forEach(listener -> listener.changed(site, change));
        return change;
    }

    /// The text of a page as it was put last.
    public Optional<String> text(HostName site, Page page) {
        return Optional.ofNullable(texts.getOrDefault(site, Map.of()).get(page.path()));
    }

    public Renderer renderer() {
        return renderer;
    }

    @Override
    public Set<HostName> hosts() {
        return Set.copyOf(gardens.keySet());
    }

    @Override
    public Optional<Garden> now(HostName host) {
        return Optional.ofNullable(gardens.get(host));
    }

    @Override
    public Subscription onChange(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
