package croft.wiki.graph;

import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Facts;
import croft.wiki.render.Surroundings;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// A garden as one output reads it: gives what [Garden] gives, and keeps which facets were read.
///
/// One for each output: whoever makes a page, a list or a 404 takes everything that it says of the
/// wiki through the same one, and keeps [#facets] with what it made. One thread at a time.
public final class Reading implements Surroundings {
    private final Garden garden;
    private final Texts texts;
    private final Pictures pictures;
    private final TreeSet<Facet> facets = new TreeSet<>();

    Reading(Garden garden, Texts texts, Pictures pictures) {
        this.garden = garden;
        this.texts = texts;
        this.pictures = pictures;
        facets.add(Facet.WIKI);
    }

    /// Gives the texts of pages, as they are in their files now.
    @FunctionalInterface
    public interface Texts {
        /// The text behind the head of a page.
        ///
        /// @return empty if it cannot be read
        Optional<String> of(Page page);
    }

    /// Gives the sizes of pictures.
    @FunctionalInterface
    public interface Pictures {
        /// How large a picture is.
        ///
        /// @return empty if it is no picture, or one that cannot be read
        Optional<Size> of(Attachment file);
    }

    /// What is read, past the noting of facets.
    public Garden garden() {
        return garden;
    }

    /// What was read until now, in order; always with [Facet#WIKI].
    public Set<Facet> facets() {
        return Collections.unmodifiableSet(new TreeSet<>(facets));
    }

    /// Notes a facet that was read by another way.
    public void note(Facet facet) {
        facets.add(facet);
    }

    /// As [Garden#at]; a page that is found is noted as shown whole.
    public Optional<Page> at(String path) {
        for (FilePath candidate : garden.candidatesAt(path)) {
            facets.add(Facet.head(candidate));
        }
        Optional<Page> page = garden.at(path);
        page.ifPresent(found -> facets.add(Facet.text(found.path())));
        return page;
    }

    /// As [Garden#page], noted as shown whole.
    public Optional<Page> page(FilePath path) {
        facets.add(Facet.head(path));
        facets.add(Facet.text(path));
        return garden.page(path);
    }

    /// As [Garden#named].
    public Optional<Page> named(String name) {
        Optional<Page> page = garden.named(name, asked -> facets.add(Facet.name(asked)));
        page.ifPresent(found -> facets.add(Facet.head(found.path())));
        return page;
    }

    /// As [Garden#home]; of the page itself only its head is noted.
    public Optional<Page> home() {
        garden.candidatesAt("").forEach(candidate -> facets.add(Facet.head(candidate)));
        return garden.home();
    }

    /// As [Garden#file].
    public Optional<Attachment> file(FilePath path) {
        facets.add(Facet.file(path));
        return garden.file(path);
    }

    @Override
    public Destination find(FilePath from, Facts.Link link) {
        Destination found =
                garden.resolver().find(from, link, name -> facets.add(Facet.name(name)));
        switch (found) {
            case Destination.ToPage(var page) -> facets.add(Facet.head(page.path()));
            case Destination.ToFile(var file, var _) -> facets.add(Facet.file(file));
            case Destination.Missing(), Destination.Elsewhere() -> {}
        }
        return found;
    }

    @Override
    public Optional<String> text(FilePath page) {
        facets.add(Facet.text(page));
        return garden.page(page).flatMap(texts::of);
    }

    @Override
    public Optional<Size> size(FilePath picture) {
        facets.add(Facet.file(picture));
        return garden.file(picture).flatMap(pictures::of);
    }

    @Override
    public List<Page> recent(int count) {
        facets.add(Facet.RECENT);
        return garden.recent(count);
    }

    /// As [Garden#newest].
    public Optional<Instant> newest() {
        facets.add(Facet.RECENT);
        return garden.newest();
    }

    /// As [Garden#listed].
    public List<Page> listed() {
        facets.add(Facet.LISTING);
        return garden.listed();
    }

    /// As [Garden#tags].
    public SortedMap<Tag, Integer> tags() {
        facets.add(Facet.TAGS);
        return garden.tags();
    }

    /// As [Garden#tagged].
    public List<Page> tagged(Tag tag) {
        facets.add(Facet.tag(tag));
        return garden.tagged(tag);
    }

    /// As [Garden#backlinks].
    public List<Garden.Backlink> backlinks(FilePath page) {
        facets.add(Facet.backlinks(page));
        return garden.backlinks(page);
    }

    /// As [Garden#neighbourhood].
    public Neighbourhood neighbourhood(FilePath page, int depth) {
        facets.add(Facet.near(page));
        return garden.neighbourhood(page, depth);
    }

    /// As [Garden#orphans].
    public List<Page> orphans() {
        facets.add(Facet.LINKS);
        facets.add(Facet.LISTING);
        return garden.orphans();
    }

    /// As [Garden#missing].
    public List<Garden.Wanted> missing() {
        facets.add(Facet.LINKS);
        facets.add(Facet.LISTING);
        return garden.missing();
    }
}
