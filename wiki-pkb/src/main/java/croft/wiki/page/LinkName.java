package croft.wiki.page;

import java.text.Normalizer;
import java.util.Locale;

/// A name in a link as names are compared: case, spaces at the ends and the spelling of composed
/// characters do not count.
///
/// @param text folded
public record LinkName(String text) {
    public LinkName {
        text = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
