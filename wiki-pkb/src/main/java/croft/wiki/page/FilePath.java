package croft.wiki.page;

import java.util.Optional;

/// A file's place in the folder of a wiki: names joined by slashes, spelled as the folder spells
/// them, such as `recipes/Plum cake.md`.
///
/// @param text never empty, without a slash at either end, without empty names, `.` and `..`
public record FilePath(String text) implements Comparable<FilePath> {
    private static final String PAGE = ".md";

    public FilePath {
        for (String name : text.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not a path in a folder (expected: names and slashes)");
            }
        }
    }

    /// A path, if the text is one.
    public static Optional<FilePath> of(String text) {
        for (String name : text.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return Optional.empty();
            }
        }
        return Optional.of(new FilePath(text));
    }

    /// The last name, such as `Plum cake.md`.
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /// What it lies in; empty for a file of the wiki's own folder.
    public Optional<FilePath> folder() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new FilePath(text.substring(0, slash)));
    }

    /// The last name without what follows its last dot, such as `Plum cake`.
    public String stem() {
        String name = name();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /// Whether its name ends as those of pages do. As in pkb, `.MD` is not one.
    public boolean isPage() {
        return text.endsWith(PAGE) && !name().equals(PAGE);
    }

    /// By the octets of their UTF-8, as pkb sorts and `LC_ALL=C sort` does. That is the order of
    /// code points; Java's own order puts the highest ones among the others.
    @Override
    public int compareTo(FilePath other) {
        int end = Math.min(text.length(), other.text.length());
        for (int i = 0; i < end; i++) {
            char mine = text.charAt(i);
            char its = other.text.charAt(i);
            if (mine != its) {
                boolean oneIsHalf = Character.isSurrogate(mine) != Character.isSurrogate(its);
                return oneIsHalf
                        ? Boolean.compare(Character.isSurrogate(mine), Character.isSurrogate(its))
                        : Character.compare(mine, its);
            }
        }
        return Integer.compare(text.length(), other.text.length());
    }

    @Override
    public String toString() {
        return text;
    }
}
