package croft.wiki.web;

import croft.platform.traffic.Status;
import croft.wiki.graph.Reading;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the lists of a wiki: of all pages, of a folder, of tags, of the pages with a tag.
final class Lists {
    private static final int RECENT = 5;

    /// A list that is shorter is seen at a glance.
    private static final int FEWEST_FOR_RECENT = 12;

    private final Templates templates;
    private final Frames frames;

    Lists(Templates templates, Frames frames) {
        this.templates = templates;
        this.frames = frames;
    }

    Made index(Wiki wiki, Reading reading) {
        List<Page> listed = reading.listed();
        List<ListView.Group> groups = new ArrayList<>();
        if (wiki.dialect() == Dialect.GARDEN && listed.size() >= FEWEST_FOR_RECENT) {
            groups.add(
                    new ListView.Group(
                            "Recently changed",
                            "",
                            reading.recent(RECENT).stream()
                                    .map(page -> item(page, Moment.of(page.modified()).human()))
                                    .toList()));
        }
        groups.addAll(byFolder(listed, !groups.isEmpty()));
        Instant newest = reading.newest().orElse(Templates.SINCE);
        return made(
                wiki,
                reading,
                new Address("/pages"),
                "Index",
                new ListView("Index", counted(listed.size()), Optional.empty(), groups),
                newest,
                true);
    }

    /// Pages of the top first, then folder by folder; in the order of their paths.
    private static List<ListView.Group> byFolder(List<Page> pages, boolean named) {
        SortedMap<String, List<ListView.Item>> folders = new TreeMap<>();
        for (Page page : pages) {
            folders.computeIfAbsent(
                            page.path().folder().map(FilePath::text).orElse(""),
                            _ -> new ArrayList<>())
                    .add(item(page, ""));
        }
        List<ListView.Group> groups = new ArrayList<>();
        for (Map.Entry<String, List<ListView.Item>> folder : folders.entrySet()) {
            boolean top = folder.getKey().isEmpty();
            groups.add(
                    new ListView.Group(
                            top ? (named ? "All pages" : "") : folder.getKey().replace("/", " / "),
                            top ? "" : Address.encoded(folder.getKey()).text(),
                            folder.getValue()));
        }
        return groups;
    }

    /// The pages in a folder that no page stands for.
    ///
    /// @return empty if nothing is in it that is listed
    Optional<Made> folder(Wiki wiki, Reading reading, FilePath folder) {
        List<Page> inside =
                reading.listed().stream()
                        .filter(page -> page.path().text().startsWith(folder + "/"))
                        .toList();
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        List<ListView.Group> groups =
                byFolder(inside, false).stream()
                        .map(group ->
                                group.address().equals(Address.ofFile(folder).text())
                                        ? new ListView.Group("", "", group.items())
                                        : group)
                        .toList();
        return Optional.of(
                made(
                        wiki,
                        reading,
                        Address.ofFile(folder),
                        folder.name(),
                        new ListView(
                                folder.name(), counted(inside.size()), Optional.empty(), groups),
                        newest(inside),
                        true));
    }

    /// The pages with a tag.
    ///
    /// @return empty if there are none
    Optional<Made> tagged(Wiki wiki, Reading reading, Tag tag) {
        List<Page> pages = reading.tagged(tag);
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        Address address = Address.encoded("tags/" + tag);
        return Optional.of(
                made(
                        wiki,
                        reading,
                        address,
                        "Tags",
                        new ListView(
                                tag.text(),
                                counted(pages.size()) + ".",
                                Optional.of(address + "/feed.xml"),
                                List.of(
                                        new ListView.Group(
                                                "",
                                                "",
                                                pages.stream()
                                                        .map(page -> item(page, ""))
                                                        .toList()))),
                        newest(pages),
                        true));
    }

    Made tags(Wiki wiki, Reading reading) {
        List<TagsView.Row> rows = new ArrayList<>();
        SortedMap<Tag, Integer> tags = reading.tags();
        for (Map.Entry<Tag, Integer> each : tags.entrySet()) {
            String text = each.getKey().text();
            int depth = 0;
            int shown = 0;
            for (int slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
                if (wiki.dialect() == Dialect.GARDEN
                        && tags.containsKey(new Tag(text.substring(0, slash)))) {
                    depth = Math.min(depth + 1, 3);
                    shown = slash + 1;
                }
            }
            rows.add(
                    new TagsView.Row(
                            text.substring(shown),
                            Address.encoded("tags/" + text).text(),
                            each.getValue(),
                            depth));
        }
        Address address = new Address("/tags");
        Instant newest = reading.newest().orElse(Templates.SINCE);
        return Made.of(
                Status.OK,
                PageMaker.HTML,
                templates.tags(frames.list(wiki, "Tags", address, true), new TagsView(rows)),
                PageMaker.latest(newest, Templates.SINCE),
                reading.facets(),
                SecurityFields.of(Policies.page(wiki.html(), false, false)));
    }

    /// Pages whose names have something of what was asked for.
    List<ListView.Item> near(Reading reading, String asked) {
        List<String> words =
                List.of(asked.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)).stream()
                        .filter(word -> word.length() > 2)
                        .toList();
        List<ListView.Item> near = new ArrayList<>();
        reading.named(asked.substring(asked.lastIndexOf('/') + 1))
                .filter(Page::isListed)
                .ifPresent(page -> near.add(item(page, "")));
        if (words.isEmpty()) {
            return near;
        }
        reading.listed().stream()
                .map(page -> Map.entry(page, hits(page, words)))
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<Page, Long>comparingByValue().reversed())
                .limit(RECENT)
                .map(entry -> item(entry.getKey(), ""))
                .filter(item -> !near.contains(item))
                .forEach(near::add);
        return near;
    }

    private static long hits(Page page, List<String> words) {
        String names = (page.path() + " " + page.title()).toLowerCase(Locale.ROOT);
        return words.stream().filter(names::contains).count();
    }

    private Made made(
            Wiki wiki,
            Reading reading,
            Address address,
            String title,
            ListView view,
            Instant modified,
            boolean indexed) {
        return Made.of(
                Status.OK,
                PageMaker.HTML,
                templates.list(frames.list(wiki, title, address, indexed), view),
                PageMaker.latest(modified, Templates.SINCE),
                reading.facets(),
                SecurityFields.of(Policies.page(wiki.html(), false, false)));
    }

    private static ListView.Item item(Page page, String note) {
        return new ListView.Item(page.title(), page.address().text(), note);
    }

    private static String counted(int pages) {
        return switch (pages) {
            case 0 -> "There is no page yet.";
            case 1 -> "1 page";
            default -> pages + " pages";
        };
    }

    private static Instant newest(List<Page> pages) {
        return pages.stream().map(Page::modified).max(Instant::compareTo).orElse(Templates.SINCE);
    }
}
