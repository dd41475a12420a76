package croft.site.content;

import croft.site.markup.Markup;
import croft.site.markup.MarkupReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a page's head says a browser will need at once: styles, scripts, and what the page itself
/// asks to be loaded early. As values of Link (RFC 8288), which browsers follow before they have
/// read the page.
///
/// Reads no further than the head goes. What is in doubt is left out, as nothing is lost by it; a
/// link too many costs a visitor a download.
public final class PageLinks implements MarkupReader {
    /// More than these compete with the page instead of helping it.
    private static final int MOST = 8;

    private static final int LONGEST = 512;

    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "as",
                    "crossorigin",
                    "disabled",
                    "href",
                    "imagesrcset",
                    "integrity",
                    "media",
                    "nomodule",
                    "referrerpolicy",
                    "rel",
                    "src",
                    "type");

    private static final Set<String> KINDS =
            Set.of("style", "script", "font", "image", "fetch", "track");

    private final Set<String> links = new LinkedHashSet<>();
    private Optional<URI> base = Optional.empty();

    /// The element that we are in and whose content does not count; empty for none.
    private String skipped = "";

    private boolean lost;
    private boolean headEnded;

    private PageLinks() {}

    /// In the order of the page; none if it has none, or says its base in a way that only a browser
    /// can follow.
    ///
    /// @param html a whole page
    public static List<String> of(byte[] html) {
        PageLinks reading = new PageLinks();
        Markup.read(new String(html, StandardCharsets.UTF_8), ATTRIBUTES, reading);
        return reading.lost ? List.of() : List.copyOf(reading.links);
    }

    @Override
    public boolean hasEnough() {
        return lost || headEnded || links.size() >= MOST;
    }

    @Override
    public void end(String name) {
        headEnded |= name.equals("head");
        if (name.equals(skipped)) {
            skipped = "";
        }
    }

    @Override
    public void tag(String name, Map<String, Attribute> found, int line) {
        if (!skipped.isEmpty()) {
            return;
        }
        Map<String, String> attributes = new HashMap<>();
        found.forEach((key, attribute) -> attributes.put(key, attribute.value().strip()));
        tag(name, attributes);
    }

    private void tag(String name, Map<String, String> attributes) {
        switch (name) {
            case "base" -> {
                if (base.isEmpty() && attributes.containsKey("href")) {
                    base(attributes.getOrDefault("href", ""));
                }
            }
            case "script" -> {
                if (attributes.containsKey("src") && !attributes.containsKey("nomodule")) {
                    script(attributes);
                }
            }
            case "link" -> link(attributes);
            case "body" -> headEnded = true;
            case "noscript", "template" -> skipped = name;
            default -> {}
        }
    }

    private void base(String href) {
        if (!links.isEmpty() || !(href.startsWith("/") || isAbsolute(href))) {
            lost = true;
            return;
        }
        try {
            base = Optional.of(URI.create(href));
        } catch (IllegalArgumentException _) {
            lost = true;
        }
    }

    private void script(Map<String, String> attributes) {
        String type = attributes.getOrDefault("type", "").toLowerCase(Locale.ROOT);
        String src = attributes.getOrDefault("src", "");
        if (type.equals("module")) {
            add(src, "modulepreload", "", attributes);
        } else if (type.isEmpty() || type.endsWith("javascript")) {
            add(src, "preload", "script", attributes);
        }
    }

    private void link(Map<String, String> attributes) {
        String href = attributes.getOrDefault("href", "");
        String kind = attributes.getOrDefault("as", "").toLowerCase(Locale.ROOT);
        if (attributes.containsKey("imagesrcset") || attributes.containsKey("disabled")) {
            return;
        }
        switch (attributes.getOrDefault("rel", "").toLowerCase(Locale.ROOT)) {
            case "stylesheet" -> add(href, "preload", "style", attributes);
            case "preload" -> {
                if (KINDS.contains(kind)) {
                    add(href, "preload", kind, attributes);
                }
            }
            case "modulepreload" -> add(href, "modulepreload", "", attributes);
            case "preconnect" -> add(href, "preconnect", "", attributes);
            default -> {}
        }
    }

    /// What differs in these from the page's own request would be loaded twice; so what cannot be
    /// said in Link is left to the page.
    private void add(String href, String rel, String kind, Map<String, String> attributes) {
        String media = attributes.getOrDefault("media", "").toLowerCase(Locale.ROOT);
        boolean conditional = !media.isEmpty() && !media.equals("all") && !media.equals("screen");
        if (conditional
                || attributes.containsKey("integrity")
                || attributes.containsKey("referrerpolicy")) {
            return;
        }
        Optional<String> target = target(href);
        if (target.isEmpty()) {
            return;
        }
        StringBuilder link = new StringBuilder("<").append(target.get()).append(">; rel=");
        link.append(rel);
        if (!kind.isEmpty()) {
            link.append("; as=").append(kind);
        }
        if (attributes.containsKey("crossorigin")) {
            boolean credentials =
                    attributes.getOrDefault("crossorigin", "").equalsIgnoreCase("use-credentials");
            link.append(credentials ? "; crossorigin=use-credentials" : "; crossorigin");
        }
        links.add(link.toString());
    }

    /// Relative ones stay so: like the page's, they are relative to the address asked for.
    private Optional<String> target(String href) {
        if (href.isEmpty() || href.length() > LONGEST || href.startsWith("#")) {
            return Optional.empty();
        }
        for (int i = 0; i < href.length(); i++) {
            char c = href.charAt(i);
            if (c <= ' ' || c >= 0x7f || "<>\"\\^`{|}".indexOf(c) >= 0) {
                return Optional.empty();
            }
        }
        try {
            URI uri = URI.create(href);
            if (uri.isAbsolute() && !isAbsolute(href)) {
                return Optional.empty(); // data:, blob: and the like
            }
            return Optional.of(base.isPresent() ? base.get().resolve(uri).toString() : href);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isAbsolute(String href) {
        String lower = href.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }
}
