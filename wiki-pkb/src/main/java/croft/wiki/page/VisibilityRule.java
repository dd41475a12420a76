package croft.wiki.page;

import croft.platform.declaration.Glob;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the folders of a wiki say of who sees what lies in them. A page's own word can only narrow
/// it.
///
/// A pattern stands for folders and all below them: `journal`, `drafts/*`, `*/private`; also for a
/// single file, if it names one. Case and the spelling of composed characters do not count, since a
/// pattern that misses its folder would publish it.
public final class VisibilityRule {
    /// Nothing is hidden by its folder.
    public static final VisibilityRule NONE = new VisibilityRule(List.of(), List.of());

    private final List<Glob> closed;
    private final List<Glob> unlisted;

    /// A rule.
    ///
    /// @param closed folders whose pages and files are private
    /// @param unlisted folders whose pages and files are in no list
    public VisibilityRule(List<Glob> closed, List<Glob> unlisted) {
        this.closed = closed.stream().map(VisibilityRule::folded).toList();
        this.unlisted = unlisted.stream().map(VisibilityRule::folded).toList();
    }

    /// What the folders say of a page or file.
    public Visibility of(FilePath path) {
        Visibility visibility = Visibility.PUBLIC;
        for (Optional<FilePath> at = Optional.of(path);
                at.isPresent();
                at = at.flatMap(FilePath::folder)) {
            String folded = folded(at.get().text());
            if (closed.stream().anyMatch(glob -> glob.matches(folded))) {
                return Visibility.PRIVATE;
            }
            if (unlisted.stream().anyMatch(glob -> glob.matches(folded))) {
                visibility = visibility.and(Visibility.UNLISTED);
            }
        }
        return visibility;
    }

    /// `./journal/` and `/journal` are `journal`.
    private static Glob folded(Glob glob) {
        String text = folded(glob.text());
        while (text.startsWith("/") || text.startsWith("./")) {
            text = text.substring(text.indexOf('/') + 1);
        }
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return new Glob(text.isEmpty() || text.equals(".") ? "*" : text);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
