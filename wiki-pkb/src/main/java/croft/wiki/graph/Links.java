package croft.wiki.graph;

import croft.wiki.page.FilePath;
import croft.wiki.render.Facts;
import croft.wiki.render.Surroundings.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// Who links to whom, of all pages, also private ones: whoever shows it asks who is listed.
final class Links {
    static final Links NONE = new Links(Map.of(), Index.empty(), Index.empty());

    private final Map<FilePath, Outgoing> outgoing;
    private final Index<FilePath> incoming;
    private final Index<String> askers;

    private Links(
            Map<FilePath, Outgoing> outgoing, Index<FilePath> incoming, Index<String> askers) {
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.askers = askers;
    }

    /// The links of one page.
    ///
    /// @param pages to which it links, each with the words around the links, in the order of the
    ///   text
    /// @param missing links that lead nowhere, in the order of the text
    /// @param asked the names that all this depends on, folded
    record Outgoing(
            Map<FilePath, List<String>> pages, List<Facts.Link> missing, Set<String> asked) {
        static final Outgoing NONE = new Outgoing(Map.of(), List.of(), Set.of());

        static Outgoing of(Note note, Resolver resolver) {
            if (note.facts().links().isEmpty()) {
                return NONE;
            }
            Map<FilePath, List<String>> pages = new LinkedHashMap<>();
            List<Facts.Link> missing = new ArrayList<>();
            Set<String> asked = new HashSet<>();
            for (Facts.Link link : note.facts().links()) {
                switch (resolver.find(note.page().path(), link, asked::add)) {
                    case Destination.ToPage(var page) -> {
                        List<String> contexts =
                                pages.computeIfAbsent(page.path(), _ -> new ArrayList<>(1));
                        if (!contexts.contains(link.context())) {
                            contexts.add(link.context());
                        }
                    }
                    case Destination.Missing() -> missing.add(link);
                    case Destination.ToFile(var _, var _), Destination.Elsewhere() -> {}
                }
            }
            return new Outgoing(
                    Collections.unmodifiableMap(pages), List.copyOf(missing), Set.copyOf(asked));
        }
    }

    Outgoing from(FilePath page) {
        return outgoing.getOrDefault(page, Outgoing.NONE);
    }

    SortedSet<FilePath> to(FilePath page) {
        return incoming.get(page);
    }

    /// Whose links depend on what a name leads to.
    ///
    /// @param name folded
    SortedSet<FilePath> askersOf(String name) {
        return askers.get(name);
    }

    /// With the links of some pages as they are now.
    ///
    /// @param anew pages whose links were looked up, and pages that are gone, which have none
    Links with(Map<FilePath, Outgoing> anew) {
        Map<FilePath, Outgoing> nextOutgoing = new HashMap<>(outgoing);
        Index.Draft<FilePath> nextIncoming = new Index.Draft<>(incoming);
        Index.Draft<String> nextAskers = new Index.Draft<>(askers);
        anew.forEach((page, now) -> {
            Outgoing before = from(page);
            if (now.equals(Outgoing.NONE)) {
                nextOutgoing.remove(page);
            } else {
                nextOutgoing.put(page, now);
            }
            for (FilePath target : before.pages.keySet()) {
                if (!now.pages.containsKey(target)) {
                    nextIncoming.remove(target, page);
                }
            }
            now.pages.keySet().forEach(target -> nextIncoming.add(target, page));
            for (String name : before.asked) {
                if (!now.asked.contains(name)) {
                    nextAskers.remove(name, page);
                }
            }
            now.asked.forEach(name -> nextAskers.add(name, page));
        });
        return new Links(nextOutgoing, nextIncoming.done(), nextAskers.done());
    }
}
