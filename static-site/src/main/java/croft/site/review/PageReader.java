package croft.site.review;

import croft.site.markup.Markup;
import croft.site.markup.MarkupReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Collects from one page what it refers to and what it can be referred to by.
final class PageReader implements MarkupReader {
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "alt",
                    "content",
                    "data",
                    "href",
                    "http-equiv",
                    "id",
                    "imagesrcset",
                    "name",
                    "poster",
                    "rel",
                    "src",
                    "srcset",
                    "style",
                    "type",
                    "xlink:href");

    /// Relations that only say something, or prepare for a host.
    private static final Set<String> NOTHING =
            Set.of(
                    "preconnect",
                    "dns-prefetch",
                    "pingback",
                    "profile",
                    "me",
                    "edituri",
                    "wlwmanifest");

    private static final Set<String> LOADED =
            Set.of(
                    "stylesheet",
                    "icon",
                    "shortcut",
                    "apple-touch-icon",
                    "apple-touch-icon-precomposed",
                    "mask-icon",
                    "manifest",
                    "preload",
                    "modulepreload",
                    "prefetch");

    /// Longer than all relations there are.
    private static final int LONGEST_REL = 500;

    private final Consumer<Reference> references;
    private final Consumer<String> places;

    private Optional<String> base = Optional.empty();
    private int imagesWithoutAlt;

    /// @param references is told every URL
    /// @param places is told every name that a fragment could mean
    PageReader(Consumer<Reference> references, Consumer<String> places) {
        this.references = references;
        this.places = places;
    }

    /// What the page sets as the base of its URLs: the first counts for all, also for those before
    /// it.
    static Optional<String> base(String html) {
        if (!containsIgnoringCase(html, "<base")) {
            return Optional.empty();
        }
        PageReader reader = new PageReader(_ -> {}, _ -> {});
        reader.read(html);
        return reader.base;
    }

    int imagesWithoutAlt() {
        return imagesWithoutAlt;
    }

    void read(String html) {
        Markup.read(html, ATTRIBUTES, this);
    }

    @Override
    public void tag(String name, Map<String, Attribute> attributes, int line) {
        if (attributes.isEmpty()) {
            imagesWithoutAlt += name.equals("img") ? 1 : 0;
            return;
        }
        place(attributes.get("id"));
        style(attributes);
        switch (name) {
            case "a", "area" -> {
                place(attributes.get("name"));
                refer(Reference.Use.LINK, attributes, "href");
            }
            case "base" -> {
                Attribute href = attributes.get("href");
                if (base.isEmpty() && href != null) {
                    base = Optional.of(href.value());
                }
            }
            case "link" -> link(attributes);
            case "iframe", "frame" -> refer(Reference.Use.FRAME, attributes, "src");
            case "img" -> {
                imagesWithoutAlt += attributes.containsKey("alt") ? 0 : 1;
                refer(Reference.Use.ASSET, attributes, "src");
                candidates(attributes.get("srcset"));
            }
            case "source" -> {
                refer(Reference.Use.ASSET, attributes, "src");
                candidates(attributes.get("srcset"));
            }
            case "script", "audio", "track", "embed" ->
                    refer(Reference.Use.ASSET, attributes, "src");
            case "input" -> refer(Reference.Use.ASSET, attributes, "src");
            case "video" -> {
                refer(Reference.Use.ASSET, attributes, "src");
                refer(Reference.Use.ASSET, attributes, "poster");
            }
            case "object" -> refer(Reference.Use.ASSET, attributes, "data");
            case "image", "use" -> {
                refer(Reference.Use.ASSET, attributes, "href");
                refer(Reference.Use.ASSET, attributes, "xlink:href");
            }
            case "meta" -> refresh(attributes);
            default -> {}
        }
    }

    @Override
    public void style(String css, int line) {
        StyleSheet.read(css, line, (url, at) -> refer(Reference.Use.ASSET, url, at));
    }

    private void style(Map<String, Attribute> attributes) {
        Attribute style = attributes.get("style");
        if (style != null) {
            style(style.value(), style.line());
        }
    }

    private void link(Map<String, Attribute> attributes) {
        Attribute rel = attributes.get("rel");
        List<String> relations = rel == null ? List.of() : relations(rel.value());
        if (relations.stream().anyMatch(NOTHING::contains)) {
            return;
        }
        boolean loaded = relations.stream().anyMatch(LOADED::contains);
        refer(loaded ? Reference.Use.ASSET : Reference.Use.LINK, attributes, "href");
        candidates(attributes.get("imagesrcset"));
    }

    private static List<String> relations(String rel) {
        String first = rel.substring(0, Math.min(rel.length(), LONGEST_REL));
        return List.of(first.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
    }

    /// `<meta http-equiv="refresh" content="0; url=a.html">`, as documentation that moved has it.
    private void refresh(Map<String, Attribute> attributes) {
        Attribute kind = attributes.get("http-equiv");
        Attribute content = attributes.get("content");
        if (kind == null || content == null || !kind.value().strip().equalsIgnoreCase("refresh")) {
            return;
        }
        String value = content.value();
        int url = value.toLowerCase(Locale.ROOT).indexOf("url=");
        if (url >= 0) {
            String target = value.substring(url + 4).strip();
            boolean quoted =
                    target.length() > 1
                            && (target.startsWith("'") || target.startsWith("\""))
                            && target.charAt(target.length() - 1) == target.charAt(0);
            refer(
                    Reference.Use.LINK,
                    quoted ? target.substring(1, target.length() - 1) : target,
                    content.line());
        }
    }

    /// `a.png 1x, b.png 2x`: a comma only separates at the end of a URL or behind its descriptor.
    private void candidates(@Nullable Attribute set) {
        if (set == null) {
            return;
        }
        String text = set.value();
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == ',')) {
                at++;
            }
            int start = at;
            while (at < text.length() && !isSpace(text.charAt(at))) {
                at++;
            }
            int end = at;
            while (end > start && text.charAt(end - 1) == ',') {
                end--;
            }
            if (end > start) {
                refer(Reference.Use.ASSET, text.substring(start, end), set.line());
            }
            if (end == at) {
                int comma = text.indexOf(',', at);
                at = comma < 0 ? text.length() : comma;
            }
        }
    }

    private void refer(Reference.Use use, Map<String, Attribute> attributes, String name) {
        Attribute attribute = attributes.get(name);
        if (attribute != null) {
            refer(use, attribute.value(), attribute.line());
        }
    }

    private void refer(Reference.Use use, String url, int line) {
        boolean nothing = use != Reference.Use.LINK && url.isBlank();
        if (!nothing) {
            references.accept(new Reference(use, url, line));
        }
    }

    private void place(@Nullable Attribute name) {
        if (name != null && !name.value().isEmpty()) {
            places.accept(name.value());
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private static boolean containsIgnoringCase(String text, String part) {
        for (int i = text.indexOf('<'); i >= 0; i = text.indexOf('<', i + 1)) {
            if (text.regionMatches(true, i, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }
}
