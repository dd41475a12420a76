package croft.wiki.graph;

import croft.wiki.page.FilePath;
import croft.wiki.page.LinkName;
import croft.wiki.page.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything that a link can lead to, by the last part of its name. Holds only what is served, so
/// that a link cannot find out what is private.
final class Names {
    static final Names NONE = new Names(Map.of());

    private static final Comparator<Named> ORDER =
            Comparator.comparing(Named::path).thenComparing(Named::how).thenComparing(Named::full);

    /// By folded name; each list in order.
    private final Map<String, List<Named>> byName;

    private Names(Map<String, List<Named>> byName) {
        this.byName = byName;
    }

    /// How a name leads to something, the best way first.
    enum How {
        /// A page's own name.
        PAGE,
        /// The name of a file that is no page.
        FILE,
        /// What a page also calls itself.
        ALIAS,
        /// The folder that a page stands for.
        FOLDER
    }

    /// One way to something.
    ///
    /// @param full what a link with folders must be the end of; for an alias, all of it; folded
    /// @param path of the page or file
    record Named(How how, String full, FilePath path) {
        /// What it is found under.
        String name() {
            return full.substring(full.lastIndexOf('/') + 1);
        }

        /// Whether a link says this.
        ///
        /// @param said folded
        boolean isMeantBy(String said) {
            return full.equals(said)
                    || (how != How.ALIAS
                            && full.length() > said.length()
                            && full.endsWith(said)
                            && full.charAt(full.length() - said.length() - 1) == '/');
        }
    }

    /// A new index, and what became another by it.
    record Update(Names names, Set<String> changed) {}

    List<Named> get(String foldedName) {
        return byName.getOrDefault(foldedName, List.of());
    }

    Update with(Collection<Named> removed, Collection<Named> added) {
        Set<Named> gone = new HashSet<>(removed);
        Set<Named> come = new HashSet<>(added);
        gone.removeAll(Set.copyOf(added));
        come.removeAll(Set.copyOf(removed));
        if (gone.isEmpty() && come.isEmpty()) {
            return new Update(this, Set.of());
        }
        Map<String, List<Named>> anew = new HashMap<>();
        for (Named named : gone) {
            anew.computeIfAbsent(named.name(), name -> new ArrayList<>(get(name))).remove(named);
        }
        for (Named named : come) {
            anew.computeIfAbsent(named.name(), name -> new ArrayList<>(get(name))).add(named);
        }
        Map<String, List<Named>> next = new HashMap<>(byName);
        anew.forEach((name, all) -> {
            if (all.isEmpty()) {
                next.remove(name);
            } else {
                all.sort(ORDER);
                next.put(name, List.copyOf(all));
            }
        });
        return new Update(new Names(next), Set.copyOf(anew.keySet()));
    }

    /// All names of a page; none of one that is private.
    static List<Named> of(Page page, boolean withFolder) {
        if (!page.visibility().isServed()) {
            return List.of();
        }
        List<Named> names = new ArrayList<>();
        FilePath path = page.path();
        names.add(new Named(How.PAGE, folded(withoutEnding(path)), path));
        for (String alias : page.aliases()) {
            String folded = folded(alias);
            if (!folded.isEmpty() && !folded.endsWith("/")) {
                names.add(new Named(How.ALIAS, folded, path));
            }
        }
        if (withFolder && Homes.isFolderPage(path)) {
            path.folder()
                    .ifPresent(folder ->
                            names.add(new Named(How.FOLDER, folded(folder.text()), path)));
        }
        return List.copyOf(names);
    }

    /// The name of a file; none of one that is private.
    static List<Named> of(Attachment file) {
        return file.visibility().isServed()
                ? List.of(new Named(How.FILE, folded(file.path().text()), file.path()))
                : List.of();
    }

    static String folded(String text) {
        return new LinkName(text).text();
    }

    private static String withoutEnding(FilePath page) {
        return page.text().substring(0, page.text().length() - ".md".length());
    }
}
