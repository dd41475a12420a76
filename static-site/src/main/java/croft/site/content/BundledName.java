package croft.site.content;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file's name that looks as if it carried a hash of the content, as bundlers write them:
/// `assets/app.4f2d9a1c.js`, `chunk-B7ZK2QXA.css`.
///
/// It looks so if the last part of the path has a token between dots, hyphens or underscores, with
/// an extension behind it, that is at least eight letters and digits long, and is either all
/// hexadecimal with a digit and a letter in it, or mixes digits with letters so that it is no word
/// and no date. That is a guess from the looks; that names with this pattern do change with their
/// content is told by what was seen of them.
///
/// @param pattern the path with a star in place of the token
public record BundledName(String pattern) {
    private static final Pattern TOKEN =
            Pattern.compile("(?<=[._-]|/|^)[A-Za-z0-9]{8,64}(?=[._-][A-Za-z0-9._-]*$)");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+|[0-9A-F]+");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern LETTER = Pattern.compile("[A-Za-z]");
    private static final Pattern CHANGE = Pattern.compile("[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])");

    /// Empty if the name looks like any other.
    ///
    /// @param path with slashes
    public static Optional<BundledName> of(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        int dot = name.lastIndexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        Matcher token = TOKEN.matcher(name);
        String found = null;
        int start = 0;
        int end = 0;
        while (token.find()) {
            if (token.end() <= dot && looksHashed(token.group())) {
                found = token.group();
                start = token.start();
                end = token.end();
            }
        }
        return found == null
                ? Optional.empty()
                : Optional.of(
                        new BundledName(
                                path.substring(0, slash + 1)
                                        + name.substring(0, start)
                                        + "*"
                                        + name.substring(end)));
    }

    private static boolean looksHashed(String token) {
        if (!DIGIT.matcher(token).find() || !LETTER.matcher(token).find()) {
            return false; // a word, a date or a number
        }
        if (HEX.matcher(token).matches()) {
            return true;
        }
        // `chapter12` and `v20261122` change between letters and digits once
        return CHANGE.matcher(token).results().count() > 1;
    }
}
