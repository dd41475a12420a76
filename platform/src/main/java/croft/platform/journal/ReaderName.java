package croft.platform.journal;

import java.util.regex.Pattern;

/// A reader's name, unique among the readers of its role: `edge`, or `edge.2` where there are
/// several.
///
/// @param value 1 to 64 of a to z, 0 to 9, dot and hyphen
public record ReaderName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    public ReaderName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + value
                            + "\" is not the name of a reader (expected: 1 to 64 of a-z, 0-9, dot and hyphen)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
