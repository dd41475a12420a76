package croft.site.store;

import java.util.Optional;

/// What the pieces of one upload are collected under until it is whole.
public record UploadName(String text) {
    /// Enough for a digest behind a project's name.
    private static final int LONGEST = 128;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

    private static final String EXPECTED =
            "1 to " + LONGEST + " of a-z, 0-9, hyphen, underscore and dot, no dot in front";

    public UploadName {
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    "upload: \"" + text + "\" (expected: " + EXPECTED + ")");
        }
    }

    /// From outside; empty if it is no name.
    public static Optional<UploadName> parse(String text) {
        return isName(text) ? Optional.of(new UploadName(text)) : Optional.empty();
    }

    /// A file of this name stays in its folder, and is none of the store's own temporary ones.
    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.charAt(0) != '.'
                && text.chars().allMatch(c -> LETTERS.indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
