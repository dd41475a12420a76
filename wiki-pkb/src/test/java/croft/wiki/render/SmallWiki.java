package croft.wiki.render;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.LinkName;
import croft.wiki.page.Page;
import croft.wiki.page.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// A wiki in memory, with the simplest look-up that serves: the last name of a path, case folded.
final class SmallWiki implements Surroundings {
    private static final Instant SPRING = Instant.parse("2026-04-05T06:07:08.9Z");

    private final Map<FilePath, String> pages = new TreeMap<>();
    private final Map<FilePath, Page> heads = new TreeMap<>();
    private final Map<FilePath, Optional<Size>> files = new TreeMap<>();
    private final List<Facts.Link> asked = new ArrayList<>();

    SmallWiki page(String path, String text) {
        FilePath file = new FilePath(path);
        pages.put(file, text);
        heads.put(file, head(path, file.stem(), SPRING.plusSeconds(86_400L * heads.size())));
        return this;
    }

    SmallWiki file(String path) {
        files.put(new FilePath(path), Optional.empty());
        return this;
    }

    SmallWiki picture(String path, int width, int height) {
        files.put(new FilePath(path), Optional.of(new Size(width, height)));
        return this;
    }

    /// A page by itself.
    static Page head(String path, String title, Instant modified) {
        FilePath file = new FilePath(path);
        return new Page(
                file,
                Address.ofPage(file),
                title,
                List.of(),
                List.of(),
                Visibility.PUBLIC,
                Optional.empty(),
                modified,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of());
    }

    /// The page in whose text a test's source stands.
    static Page here() {
        return head("notes/Here.md", "Here", SPRING);
    }

    List<Facts.Link> asked() {
        return asked;
    }

    @Override
    public Destination find(FilePath from, Facts.Link link) {
        asked.add(link);
        if (link.target().startsWith("/tags") || link.target().contains("://")) {
            return new Destination.Elsewhere();
        }
        String wanted = name(link.target());
        for (Page page : heads.values()) {
            if (name(page.path().name()).equals(wanted)) {
                return new Destination.ToPage(page);
            }
        }
        for (FilePath file : new TreeSet<>(files.keySet())) {
            if (name(file.name()).equals(wanted)) {
                return new Destination.ToFile(file, Address.ofFile(file));
            }
        }
        return new Destination.Missing();
    }

    private static String name(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return new LinkName(last.endsWith(".md") ? last.substring(0, last.length() - 3) : last)
                .text();
    }

    @Override
    public Optional<String> text(FilePath page) {
        return Optional.ofNullable(pages.get(page));
    }

    @Override
    public Optional<Size> size(FilePath picture) {
        return files.getOrDefault(picture, Optional.empty());
    }

    @Override
    public List<Page> recent(int count) {
        return heads.values().stream()
                .sorted(Comparator.comparing(Page::modified).reversed())
                .limit(count)
                .toList();
    }
}
