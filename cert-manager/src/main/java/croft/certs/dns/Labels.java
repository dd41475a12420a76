package croft.certs.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names of the DNS as text: absolute, in lower case, without the last dot. Compared label by
/// label: `myexample.com` is not in `example.com`.
final class Labels {
    /// Letters, digits, hyphens and underscores: what names of records, zones and servers are made
    /// of. Nothing here needs an escape in a URL, a zone file or an argument.
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    private static final int LONGEST = 253;

    private Labels() {}

    static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }

    /// @throws IllegalArgumentException if it is no name
    static void check(String what, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    what
                            + ": "
                            + Quoted.of(name)
                            + " (expected: a name in lower case without a dot at its end)");
        }
    }

    /// Whether `name` is `zone` or below it.
    static boolean isWithin(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    /// The name, then what is left without its first label, and so on to the last one.
    static List<String> suffixes(String name) {
        List<String> suffixes = new ArrayList<>();
        suffixes.add(name);
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            suffixes.add(name.substring(dot + 1));
        }
        return suffixes;
    }

    /// What of `owner` stands before `zone`; empty if they are the same.
    static String relative(String owner, String zone) {
        return owner.equals(zone) ? "" : owner.substring(0, owner.length() - zone.length() - 1);
    }

    /// The same name without the dot that some providers write at its end, in lower case.
    static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
