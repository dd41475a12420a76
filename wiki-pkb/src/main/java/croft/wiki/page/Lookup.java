package croft.wiki.page;

import java.util.Optional;

/// How pkb finds the page for an address: by the first piece of its last part, whatever follows. So
/// `/foo`, `/foo.md`, `/foo.html` and `/a/foo.x.y` all lead to `foo.md`.
public final class Lookup {
    private static final String CUTS = "./\\<>|:();&#?*";

    private Lookup() {}

    /// The page of an address.
    ///
    /// @param path decoded, with or without the slash at its beginning
    /// @return empty if nothing is left to look for
    public static Optional<FilePath> of(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        int start = path.lastIndexOf('/', end - 1) + 1;
        while (start < end && isCut(path.charAt(start))) {
            start++;
        }
        int cut = start;
        while (cut < end && !isCut(path.charAt(cut))) {
            cut++;
        }
        return start == cut
                ? Optional.empty()
                : Optional.of(new FilePath(path.substring(start, cut) + ".md"));
    }

    private static boolean isCut(char c) {
        return CUTS.indexOf(c) >= 0 || Character.isISOControl(c);
    }
}
