package croft.wiki.page;

/// A word that pages are found by; slashes nest, as in `recipes/cake`. Case counts.
///
/// @param text never empty, without the `#`
public record Tag(String text) implements Comparable<Tag> {
    public Tag {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a tag has at least one character");
        }
    }

    /// Whether this tag is the other or lies below it: `recipes/cake` does below `recipes`.
    public boolean isWithin(Tag other) {
        return equals(other) || text.startsWith(other.text + "/");
    }

    @Override
    public int compareTo(Tag other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
