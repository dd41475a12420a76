package croft.wiki.graph;

import croft.wiki.page.FilePath;
import croft.wiki.page.Lookup;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Dialect;
import croft.wiki.render.Facts;
import croft.wiki.render.Surroundings.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One wiki at one moment: its pages and files, what they are called, how they hang together.
/// Immutable; any thread.
///
/// It answers as a reader may know it: what is private is not there, what is unlisted is found by
/// its path and by links, and is in no list. Only [#notes], [#attachments] and [Review] tell the
/// owner of all.
///
/// A change of the folder makes a new garden, which shares what did not change. Making it costs
/// copies of a few tables, and looking up the links of those pages that changed or that mention a
/// name which now means something else. A garden holds no texts.
public final class Garden {
    /// How many pages [#recent] gives at most: more than a feed has.
    public static final int MOST_RECENT = 50;

    private final Holdings holdings;
    private final Links links;
    private final Index<Tag> tags;
    private final Vicinity vicinity;
    private final Resolver resolver;
    private final List<Page> recent;
    private final Optional<Instant> newest;

    private Garden(Holdings holdings, Links links, Index<Tag> tags) {
        this.holdings = holdings;
        this.links = links;
        this.tags = tags;
        vicinity = new Vicinity(holdings, links);
        resolver = new Resolver(holdings.dialect, holdings.names, holdings);
        recent = Recent.of(holdings.notes.values(), MOST_RECENT);
        newest =
                holdings.notes.values().stream()
                        .map(Note::page)
                        .filter(page -> page.visibility().isServed() && !page.empty())
                        .map(Page::modified)
                        .max(Comparator.naturalOrder());
    }

    /// A garden of an empty folder.
    public static Garden empty(Dialect dialect) {
        return new Garden(Holdings.none(dialect), Links.NONE, Index.empty());
    }

    /// A garden of a folder that was read whole.
    public static Garden of(Dialect dialect, Collection<Note> notes, Collection<Attachment> files) {
        return empty(dialect)
                .after(new Edit(List.copyOf(notes), List.copyOf(files), Set.of()))
                .garden();
    }

    /// The garden after an edit, and what the edit made stale.
    public Change with(Edit edit) {
        Next next = after(edit);
        return new Change(this, next.garden, new Difference(this, next.garden, next).facets());
    }

    /// The garden after an edit.
    ///
    /// @param touched pages and files that the edit names
    /// @param sources pages whose links were looked up anew
    /// @param names that lead elsewhere now, folded
    record Next(Garden garden, Set<FilePath> touched, Set<FilePath> sources, Set<String> names) {}

    private Next after(Edit edit) {
        Holdings.Update update = holdings.with(edit);
        Holdings next = update.holdings();

        Set<FilePath> touched = new LinkedHashSet<>(edit.removed());
        edit.notes().forEach(note -> touched.add(note.page().path()));
        edit.files().forEach(file -> touched.add(file.path()));

        Set<FilePath> sources = new HashSet<>();
        for (FilePath path : touched) {
            if (holdings.notes.containsKey(path) || next.notes.containsKey(path)) {
                sources.add(path);
            }
        }
        update.names().forEach(name -> sources.addAll(links.askersOf(name)));

        Resolver lookup = new Resolver(next.dialect, next.names, next);
        Map<FilePath, Links.Outgoing> anew = new HashMap<>();
        for (FilePath source : sources) {
            Note note = next.notes.get(source);
            anew.put(source, note == null ? Links.Outgoing.NONE : Links.Outgoing.of(note, lookup));
        }
        Garden garden = new Garden(next, links.with(anew), tagsAfter(next, touched));
        return new Next(garden, touched, sources, update.names());
    }

    private Index<Tag> tagsAfter(Holdings next, Set<FilePath> touched) {
        Index.Draft<Tag> draft = new Index.Draft<>(tags);
        for (FilePath path : touched) {
            Set<Tag> before = foundBy(holdings.dialect, holdings.notes.get(path));
            Set<Tag> now = foundBy(next.dialect, next.notes.get(path));
            before.forEach(tag -> {
                if (!now.contains(tag)) {
                    draft.remove(tag, path);
                }
            });
            now.forEach(tag -> draft.add(tag, path));
        }
        return draft.done();
    }

    /// By which tags lists find a page: by its own; in a garden also by those above them.
    static Set<Tag> foundBy(Dialect dialect, @Nullable Note note) {
        if (note == null || !note.page().isListed()) {
            return Set.of();
        }
        Set<Tag> all = new LinkedHashSet<>();
        for (Tag tag : tagsOf(note)) {
            all.add(tag);
            if (dialect == Dialect.GARDEN) {
                String text = tag.text();
                for (int slash = text.lastIndexOf('/');
                        slash > 0;
                        slash = text.lastIndexOf('/', slash - 1)) {
                    all.add(new Tag(text.substring(0, slash)));
                }
            }
        }
        return Set.copyOf(all);
    }

    private static Set<Tag> tagsOf(Note note) {
        Set<Tag> own = new LinkedHashSet<>(note.page().tags());
        own.addAll(note.facts().tags());
        return own;
    }

    public Dialect dialect() {
        return holdings.dialect;
    }

    /// A page that is served.
    public Optional<Page> page(FilePath path) {
        return holdings.page(path);
    }

    /// What the text of a page that is served says.
    public Optional<Facts> facts(FilePath path) {
        Note note = holdings.notes.get(path);
        return page(path).isEmpty() || note == null ? Optional.empty() : Optional.of(note.facts());
    }

    /// A file that is served and is no page.
    public Optional<Attachment> file(FilePath path) {
        return holdings.file(path);
    }

    /// The page at an address: of its own path; of its folder, if it stands for one; for strict
    /// wikis as pkb finds it, see [Lookup].
    ///
    /// @param path decoded, without the slash at its beginning; empty for the wiki's home. What the
    ///   wiki answers itself ([croft.wiki.page.OwnAddresses]) is for the caller to know
    public Optional<Page> at(String path) {
        return candidatesAt(path).stream().flatMap(it -> page(it).stream()).findFirst();
    }

    /// Which pages could be at an address; the first that is there is.
    List<FilePath> candidatesAt(String path) {
        if (path.isEmpty()) {
            return Homes.ofWiki(dialect());
        }
        List<FilePath> candidates = new ArrayList<>();
        FilePath.of(path)
                .ifPresent(file -> {
                    candidates.add(new FilePath(file + ".md"));
                    if (dialect() == Dialect.GARDEN) {
                        candidates.addAll(Homes.of(file));
                    }
                });
        if (dialect() == Dialect.STRICT) {
            Lookup.of(path).filter(it -> !candidates.contains(it)).ifPresent(candidates::add);
        }
        return List.copyOf(candidates);
    }

    /// The page that a bare name means anywhere in the wiki: its own name or an alias, whatever the
    /// case. For an address that nothing is at.
    public Optional<Page> named(String name) {
        return named(name, _ -> {});
    }

    /// @param asked told every name, folded, that the answer depends on
    Optional<Page> named(String name, Consumer<String> asked) {
        Facts.Link link = new Facts.Link(name, Optional.empty(), Facts.Kind.WIKI, false, "");
        return resolver.find(new FilePath("home.md"), link, asked)
                        instanceof Destination.ToPage(Page page)
                ? Optional.of(page)
                : Optional.empty();
    }

    /// The page at `/`.
    public Optional<Page> home() {
        return at("");
    }

    /// The listed pages by path, in the order of octets.
    public List<Page> listed() {
        return holdings.notes.values().stream().map(Note::page).filter(Page::isListed).toList();
    }

    /// The listed pages that changed last, the newest first.
    ///
    /// @param count at most [#MOST_RECENT]
    public List<Page> recent(int count) {
        return recent.subList(0, Math.clamp(count, 0, recent.size()));
    }

    /// When something that is served changed last; empty pages do not count. pkb's time of its
    /// lists.
    public Optional<Instant> newest() {
        return newest;
    }

    /// The tags that [#tagged] finds listed pages by, in order, and how many.
    public SortedMap<Tag, Integer> tags() {
        SortedMap<Tag, Integer> counts = new TreeMap<>();
        tags.keys().forEach(tag -> counts.put(tag, tags.count(tag)));
        return Collections.unmodifiableSortedMap(counts);
    }

    /// The listed pages with a tag, by path: of its head or text; in a garden also those with a tag
    /// below it.
    public List<Page> tagged(Tag tag) {
        return tags.get(tag).stream().flatMap(path -> page(path).stream()).toList();
    }

    /// The tags of a page itself, first those of its head, each once; none if it is not served.
    public List<Tag> tagsOf(FilePath path) {
        Note note = holdings.notes.get(path);
        return note == null || !note.page().visibility().isServed()
                ? List.of()
                : List.copyOf(tagsOf(note));
    }

    /// The listed pages that link to a page, by path.
    public List<Backlink> backlinks(FilePath path) {
        return links.to(path).stream()
                .filter(source -> !source.equals(path))
                .flatMap(source ->
                        page(source).filter(Page::isListed).stream()
                                .map(page ->
                                        new Backlink(
                                                page,
                                                links.from(source)
                                                        .pages()
                                                        .getOrDefault(path, List.of()))))
                .toList();
    }

    /// The listed pages around a listed page, itself first; itself alone if it is not listed.
    ///
    /// @param depth in links, at most [Neighbourhood#MOST_DEPTH]
    public Neighbourhood neighbourhood(FilePath path, int depth) {
        return vicinity.around(path, depth);
    }

    /// The listed pages that no other listed page links to, without the home; by path.
    public List<Page> orphans() {
        Optional<Page> home = home();
        return listed().stream()
                .filter(page -> home.filter(page::equals).isEmpty())
                .filter(page -> backlinks(page.path()).isEmpty())
                .toList();
    }

    /// The pages that listed pages link to and that are not there, by name.
    public List<Wanted> missing() {
        Map<String, Wanted> wanted = new TreeMap<>();
        for (Page page : listed()) {
            for (Facts.Link link : links.from(page.path()).missing()) {
                if (Wanted.couldBePage(link)) {
                    wanted.merge(
                            Names.folded(link.target()),
                            new Wanted(link.target(), List.of(page)),
                            Wanted::and);
                }
            }
        }
        return List.copyOf(wanted.values());
    }

    /// This garden as one output reads it.
    public Reading reading(Reading.Texts texts, Reading.Pictures pictures) {
        return new Reading(this, texts, pictures);
    }

    /// All pages, also private ones, by path: for the owner and for [#with].
    public Collection<Note> notes() {
        return Collections.unmodifiableCollection(holdings.notes.values());
    }

    /// All other files, also private ones, by path: for the owner and for [#with].
    public Collection<Attachment> attachments() {
        return Collections.unmodifiableCollection(holdings.files.values());
    }

    Holdings holdings() {
        return holdings;
    }

    Links links() {
        return links;
    }

    Vicinity vicinity() {
        return vicinity;
    }

    Resolver resolver() {
        return resolver;
    }

    /// A page that links to another.
    ///
    /// @param contexts the words around its links, in plain text, in their order
    public record Backlink(Page from, List<String> contexts) {
        public Backlink {
            contexts = List.copyOf(contexts);
        }
    }

    /// A page that is not there.
    ///
    /// @param name as the first link writes it
    /// @param by who links to it, by path
    public record Wanted(String name, List<Page> by) {
        public Wanted {
            by = List.copyOf(by);
        }

        private Wanted and(Wanted other) {
            List<Page> all = new ArrayList<>(by);
            other.by.stream().filter(page -> !all.contains(page)).forEach(all::add);
            return new Wanted(name, all);
        }

        /// Whether a link could mean a page: its name does not end as those of other files do.
        static boolean couldBePage(Facts.Link link) {
            return !link.target().isEmpty()
                    && (link.target().endsWith(".md")
                            || !link.target().matches("(?s).*\\.[A-Za-z][A-Za-z0-9]{1,4}"));
        }
    }
}
