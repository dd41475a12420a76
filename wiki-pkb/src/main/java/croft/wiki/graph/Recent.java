package croft.wiki.graph;

import croft.wiki.page.Page;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The listed pages that changed last.
final class Recent {
    /// The newest first; of one time, by path.
    private static final Comparator<Page> NEWEST =
            Comparator.comparing(Page::modified).reversed().thenComparing(Page::path);

    private Recent() {}

    static List<Page> of(Collection<Note> notes, int count) {
        PriorityQueue<Page> newest = new PriorityQueue<>(count + 1, NEWEST.reversed());
        for (Note note : notes) {
            if (note.page().isListed()) {
                newest.add(note.page());
                if (newest.size() > count) {
                    newest.remove();
                }
            }
        }
        return newest.stream().sorted(NEWEST).toList();
    }
}
