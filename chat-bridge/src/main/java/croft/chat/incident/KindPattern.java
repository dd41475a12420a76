package croft.chat.incident;

import java.util.regex.Pattern;

/// Which kinds of events a channel wants to hear of: `site.deployed` alone, whatever it says; or
/// `certificate.*`, or `*`, which are failures and their ends. Successes are told only where they
/// are named.
///
/// @param text as croft.yml has it
public record KindPattern(String text) {
    private static final Pattern FORM = Pattern.compile("\\*|[a-z]+(\\.[a-z]+)*\\.(\\*|[a-z]+)");

    public KindPattern {
        if (text.length() > 64 || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "when: \""
                            + text
                            + "\" (expected: a kind such as site.deployed, certificate.*, or *)");
        }
    }

    boolean names(String kind) {
        return text.equals(kind);
    }

    boolean covers(String kind) {
        return names(kind)
                || text.equals("*")
                || (text.endsWith(".*") && kind.startsWith(text.substring(0, text.length() - 1)));
    }
}
