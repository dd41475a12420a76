package croft.site.content;

/// Tells the names of files that pages are made of from the addresses that applications make up in
/// the browser. A script that is gone must be missed: a page in its place would be kept, and run.
final class AssetName {
    /// Shorter tokens are words and version numbers.
    private static final int SHORTEST_TOKEN = 8;

    private AssetName() {}

    /// Whether `name`, the last segment of a path, is such a file's: by its extension, or by what
    /// looks like a hash before any extension.
    static boolean is(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0
                && (MediaType.known(name).filter(type -> !type.equals(MediaType.HTML)).isPresent()
                        || hasToken(name.substring(0, dot)));
    }

    private static boolean hasToken(String stem) {
        int start = 0;
        for (int i = 0; i <= stem.length(); i++) {
            if (i == stem.length() || !Character.isLetterOrDigit(stem.charAt(i))) {
                if (i - start >= SHORTEST_TOKEN && isMixed(stem, start, i)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean isMixed(String stem, int start, int end) {
        boolean digit = false;
        boolean letter = false;
        for (int i = start; i < end; i++) {
            digit |= Character.isDigit(stem.charAt(i));
            letter |= Character.isLetter(stem.charAt(i));
        }
        return digit && letter;
    }
}
