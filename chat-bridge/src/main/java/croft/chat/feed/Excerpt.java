package croft.chat.feed;

import croft.chat.message.Literal;
import java.net.URI;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// The beginning of a text in HTML, as Markdown of a bounded length: paragraphs, emphasis, code and
/// links; no pictures, and nobody is mentioned. What is cut is cut between characters, and what was
/// opened before is closed behind it.
final class Excerpt {
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "section",
                    "article",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "table",
                    "tr",
                    "figure",
                    "hr",
                    "br");
    private static final Set<String> UNTOLD =
            Set.of("script", "style", "img", "iframe", "object", "svg", "video", "audio", "form");
    private static final int DEEPEST = 40;

    /// An excerpt needs no more of a text than this, however much markup it has.
    private static final int LONGEST_SOURCE = 60_000;

    private final StringBuilder markdown = new StringBuilder();
    private final URI base;
    private int left;
    private boolean breakDue;
    private boolean opened;

    private Excerpt(URI base, int most) {
        this.base = base;
        this.left = most;
    }

    /// @param base what relative links start from
    /// @param most characters that are read
    static String of(String html, URI base, int most) {
        Excerpt excerpt = new Excerpt(base, most);
        excerpt.children(Jsoup.parseBodyFragment(Literal.cut(html, LONGEST_SOURCE)).body(), 0);
        return excerpt.markdown.toString().strip();
    }

    /// The text alone.
    static String plain(String html) {
        return Jsoup.parseBodyFragment(Literal.cut(html, LONGEST_SOURCE)).text().strip();
    }

    private void children(Element of, int depth) {
        for (Node child : of.childNodes()) {
            if (left <= 0) {
                return;
            }
            if (child instanceof TextNode text) {
                text(text.text());
            } else if (child instanceof Element element && depth < DEEPEST) {
                element(element, depth + 1);
            }
        }
    }

    private void element(Element element, int depth) {
        String name = element.normalName();
        if (UNTOLD.contains(name)) {
            return;
        }
        breakDue |= BLOCKS.contains(name);
        switch (name) {
            case "b", "strong" -> around("**", "**", element, depth);
            case "i", "em" -> around("_", "_", element, depth);
            case "code" -> code(element);
            case "a" -> link(element, depth);
            case "li" -> {
                word("• ");
                children(element, depth);
            }
            default -> children(element, depth);
        }
        breakDue |= BLOCKS.contains(name);
    }

    private void link(Element element, int depth) {
        Links.resolved(base, element.attr("href"))
                .map(URI::toString)
                .filter(address -> address.matches("[^\\s<>\"()\\\\]+"))
                .ifPresentOrElse(
                        address -> around("[", "](" + address + ")", element, depth),
                        () -> children(element, depth));
    }

    private void code(Element element) {
        String text = Literal.cut(element.text(), Math.min(left, 300));
        if (!text.isBlank()) {
            left -= text.length();
            word(Literal.code(text));
        }
    }

    /// Marks stand at what they mark: spaces inside them would leave them as they are.
    private void around(String before, String after, Element element, int depth) {
        if (element.text().isBlank() || (before.equals("_") && endsInWord())) {
            children(element, depth);
            return;
        }
        word(before);
        opened = true;
        int start = markdown.length();
        children(element, depth);
        if (markdown.length() == start) {
            markdown.setLength(start - before.length());
            return;
        }
        int end = markdown.length();
        while (end > start && markdown.charAt(end - 1) == ' ') {
            end--;
        }
        String spaces = markdown.substring(end);
        markdown.setLength(end);
        markdown.append(after).append(spaces);
    }

    private boolean endsInWord() {
        return !breakDue
                && !markdown.isEmpty()
                && Character.isLetterOrDigit(markdown.charAt(markdown.length() - 1));
    }

    private void text(String text) {
        boolean fresh =
                breakDue
                        || markdown.isEmpty()
                        || opened
                        || Character.isWhitespace(markdown.charAt(markdown.length() - 1));
        String told = fresh ? text.stripLeading() : text;
        if (told.isEmpty() || (breakDue && told.isBlank())) {
            return;
        }
        String cut = Literal.cut(told, left);
        left -= cut.length() < told.length() ? left : told.length();
        word(Literal.of(cut));
    }

    private void word(String text) {
        if (breakDue && !markdown.isEmpty() && markdown.charAt(markdown.length() - 1) != '\n') {
            markdown.append('\n');
        }
        breakDue = false;
        opened = false;
        markdown.append(text);
    }
}
