package croft.wiki.render;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a Markdown link names.
sealed interface Href {
    /// Another site, or another kind of address.
    record Outside(String url) implements Href {}

    /// A file of the wiki, or one of its own addresses.
    ///
    /// @param link without context
    /// @param written as it stands in the text
    record Inside(Facts.Link link, String written) implements Href {
        /// What is kept when only the file is looked up: `#page=3`.
        String fragment() {
            int hash = written.indexOf('#');
            return hash < 0 ? "" : written.substring(hash);
        }
    }

    /// Reads the destination of a link.
    static Href of(String destination, boolean embedded) {
        if (SafeAddress.hasScheme(destination) || destination.startsWith("//")) {
            return new Outside(destination);
        }
        int hash = destination.indexOf('#');
        String target = decoded(hash < 0 ? destination : destination.substring(0, hash));
        Optional<String> heading =
                hash < 0
                        ? Optional.empty()
                        : Optional.of(decoded(destination.substring(hash + 1)))
                                .filter(text -> !text.isBlank());
        return new Inside(
                new Facts.Link(target, heading, Facts.Kind.MARKDOWN, embedded, ""), destination);
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
