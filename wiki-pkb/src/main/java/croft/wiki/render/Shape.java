package croft.wiki.render;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a link says of how a picture is shown: `words|300x200`.
///
/// @param words in place of the picture; empty if there are none
record Shape(Optional<String> words, OptionalInt width, OptionalInt height) {
    private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,5})(?:x(\\d{1,5}))?\\s*");

    /// Of `![[picture.png|label]]`.
    static Shape of(Optional<String> label) {
        return label.map(text -> of(text, true))
                .orElseGet(() ->
                        new Shape(Optional.empty(), OptionalInt.empty(), OptionalInt.empty()));
    }

    /// Of `![alt](picture.png)`.
    static Shape ofAlt(String alt) {
        return of(alt, false);
    }

    /// @param alone whether a number alone is a size
    private static Shape of(String text, boolean alone) {
        int bar = text.lastIndexOf('|');
        Matcher size = SIZE.matcher(text.substring(bar + 1));
        if ((bar < 0 && !alone) || !size.matches()) {
            return new Shape(Optional.of(text), OptionalInt.empty(), OptionalInt.empty());
        }
        return new Shape(
                bar < 0 ? Optional.empty() : Optional.of(text.substring(0, bar).strip()),
                OptionalInt.of(Integer.parseInt(size.group(1))),
                size.group(2) == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(size.group(2))));
    }
}
