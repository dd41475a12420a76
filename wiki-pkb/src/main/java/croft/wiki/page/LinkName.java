package croft.wiki.page;

import java.text.Normalizer;
import java.util.Locale;

/// A name in a link as names are compared: case, spaces at the ends and the spelling of composed
/// characters do not count.
///
/// @param text folded
public record LinkName(String text) {
    public LinkName {
        if (!isFolded(text)) {
            text = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        }
    }

    /// Most names are: a garden is made of hundreds of thousands of them.
    private static boolean isFolded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'z' || (c >= 'A' && c <= 'Z') || c < ' ') {
                return false;
            }
        }
        return text.isEmpty() || (text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ');
    }

    @Override
    public String toString() {
        return text;
    }
}
