package croft.wiki.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// The HTML of a page as it can stand anywhere: every URL whole, and nothing that a reader of feeds
/// would have to take out.
final class Whole {
    private static final Set<String> URLS =
            Set.of("href", "src", "poster", "cite", "data", "action", "formaction", "xlink:href");

    /// Between the pictures of a `srcset`: a comma that is not within a URL.
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s+|,(?=[^\\s,]+\\s)");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Whole() {}

    /// @param html the inside of an article
    /// @param url of the page, which relative URLs are relative to
    static String of(String html, String url) {
        Document document = Jsoup.parseBodyFragment(html, url);
        document.outputSettings().prettyPrint(false);
        document.select("script, style, noscript").remove();
        for (Element element : document.body().getAllElements()) {
            List<Attribute> attributes = new ArrayList<>(element.attributes().asList());
            for (Attribute attribute : attributes) {
                String name = attribute.getKey();
                if (URLS.contains(name)) {
                    String whole = element.absUrl(name);
                    if (!whole.isEmpty()) {
                        element.attr(name, whole);
                    }
                } else if (name.equals("srcset")) {
                    element.attr(name, pictures(attribute.getValue(), element));
                } else if (name.startsWith("on")) {
                    element.removeAttr(name);
                }
            }
        }
        return document.body().html();
    }

    /// `a.png 1x, b.png 2x`, as the HTML standard has it.
    private static String pictures(String sources, Element element) {
        List<String> whole = new ArrayList<>();
        for (String source : SEPARATOR.split(sources.strip(), -1)) {
            String[] parts = SPACES.split(source.strip(), 2);
            element.attr("data-whole", parts[0]);
            String url = element.absUrl("data-whole");
            whole.add((url.isEmpty() ? parts[0] : url) + (parts.length > 1 ? " " + parts[1] : ""));
        }
        element.removeAttr("data-whole");
        return String.join(", ", whole);
    }
}
