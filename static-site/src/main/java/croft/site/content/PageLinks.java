package croft.site.content;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
/// Reads no more of HTML than that takes: tags and their attributes up to the end of the head. What
/// is in doubt is left out, as nothing is lost by it; a link too many costs a visitor a download.
public final class PageLinks {
    /// More than these compete with the page instead of helping it.
    private static final int MOST = 8;

    private static final int LONGEST = 512;

    /// Elements whose content is no markup, or does not count.
    private static final Set<String> OPAQUE =
            Set.of("script", "style", "title", "noscript", "template");

    private static final Set<String> KINDS =
            Set.of("style", "script", "font", "image", "fetch", "track");

    private final String page;
    private final Set<String> links = new LinkedHashSet<>();
    private Optional<URI> base = Optional.empty();
    private boolean lost;
    private int at;

    private PageLinks(String page) {
        this.page = page;
    }

    /// In the order of the page; none if it has none, or says its base in a way that only a browser
    /// can follow.
    ///
    /// @param html a whole page
    public static List<String> of(byte[] html) {
        PageLinks reading = new PageLinks(new String(html, StandardCharsets.UTF_8));
        reading.read();
        return reading.lost ? List.of() : new ArrayList<>(reading.links);
    }

    private void read() {
        while (links.size() < MOST) {
            int open = page.indexOf('<', at);
            if (open < 0 || open + 1 >= page.length()) {
                return;
            }
            at = open + 1;
            if (page.startsWith("!--", at)) {
                skipTo("-->");
            } else if (Character.isLetter(page.charAt(at))) {
                String name = name();
                Map<String, String> attributes = attributes();
                if (name.equals("body")) {
                    return;
                }
                tag(name, attributes);
                if (OPAQUE.contains(name)) {
                    skipTo("</" + name);
                }
            } else if (page.regionMatches(true, at, "/head", 0, 5)) {
                return;
            }
        }
    }

    private void skipTo(String end) {
        int limit = page.length() - end.length();
        while (at <= limit && !page.regionMatches(true, at, end, 0, end.length())) {
            at++;
        }
        at = at > limit ? page.length() : at + end.length();
    }

    private String name() {
        int start = at;
        while (at < page.length() && Character.isLetterOrDigit(page.charAt(at))) {
            at++;
        }
        return page.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        while (at < page.length() && page.charAt(at) != '>') {
            int start = at;
            while (at < page.length() && " \t\r\n\f/>=".indexOf(page.charAt(at)) < 0) {
                at++;
            }
            String name = page.substring(start, at).toLowerCase(Locale.ROOT);
            skipSpaces();
            String value = "";
            if (at < page.length() && page.charAt(at) == '=') {
                at++;
                skipSpaces();
                value = value();
            }
            if (name.isEmpty()) {
                at = Math.max(at, start + 1); // a slash, a space or a stray sign
            } else {
                attributes.putIfAbsent(name, value.strip());
            }
        }
        at = Math.min(at + 1, page.length());
        return attributes;
    }

    private String value() {
        char quote = at < page.length() ? page.charAt(at) : '>';
        int start = at;
        if (quote == '"' || quote == '\'') {
            int end = page.indexOf(quote, at + 1);
            at = end < 0 ? page.length() : end + 1;
            return end < 0 ? "" : page.substring(start + 1, end);
        }
        while (at < page.length() && " \t\r\n\f>".indexOf(page.charAt(at)) < 0) {
            at++;
        }
        return page.substring(start, at);
    }

    private void skipSpaces() {
        while (at < page.length() && " \t\r\n\f".indexOf(page.charAt(at)) >= 0) {
            at++;
        }
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
        Optional<String> target = target(href.replace("&amp;", "&"));
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
