package croft.site.release;

import java.util.Optional;
import java.util.regex.Pattern;

/// What tells the releases of one project apart, for people and in host names of previews: the
/// first twelve hexadecimal digits of the name of the list of its files.
public record Label(String text) {
    private static final Pattern LABEL = Pattern.compile("[0-9a-f]{12}");

    public Label {
        if (!LABEL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "label: \"" + text + "\" (expected: 12 hexadecimal digits)");
        }
    }

    /// From outside; empty if it is none.
    public static Optional<Label> parse(String text) {
        return LABEL.matcher(text).matches() ? Optional.of(new Label(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
