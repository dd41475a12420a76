package croft.wiki.render;

import croft.wiki.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// One page in both dialects, side by side.
///
/// Both trees are made flat, into what a reader meets one after the other: the beginnings and ends
/// of elements, words, where links lead outside. What only one dialect adds and nobody sees is left
/// out. The first place where the two lines part is the answer.
final class TwoRenderings {
    /// Elements that a dialect puts around something, or writes for another reason than its look.
    private static final Set<String> TRANSPARENT = Set.of("div", "span");

    /// The words before the place where two renderings part.
    private static final int BEFORE = 40;

    private final Renderer strict;
    private final Renderer garden;

    TwoRenderings(HtmlPolicy html) {
        strict = Markdown.of(Dialect.STRICT, html);
        garden = Markdown.of(Dialect.GARDEN, html);
    }

    Comparison compare(Page page, String body, Surroundings around) {
        List<String> one = flat(strict.render(page, body, around).html());
        List<String> other = flat(garden.render(page, body, around).html());
        int same = 0;
        while (same < one.size() && same < other.size() && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same == one.size() && same == other.size()
                ? new Comparison.Same()
                : new Comparison.Differs(
                        before(one, same)
                                + "strict shows "
                                + piece(one, same)
                                + ", garden shows "
                                + piece(other, same));
    }

    private static String before(List<String> pieces, int end) {
        StringBuilder words = new StringBuilder();
        for (int i = end - 1; i >= 0 && words.length() < BEFORE; i--) {
            if (!isTag(pieces.get(i))) {
                words.insert(0, pieces.get(i) + " ");
            }
        }
        String text = words.toString().strip();
        if (text.length() > BEFORE) {
            int cut = text.length() - BEFORE;
            text = "…" + text.substring(Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut);
        }
        return text.isEmpty() ? "at its beginning " : "after “" + text + "” ";
    }

    private static String piece(List<String> pieces, int index) {
        if (index >= pieces.size()) {
            return "no more";
        }
        String piece = pieces.get(index);
        if (!isTag(piece)) {
            StringBuilder words = new StringBuilder();
            for (int i = index; i < pieces.size() && words.length() < BEFORE; i++) {
                if (isTag(pieces.get(i))) {
                    break;
                }
                words.append(words.isEmpty() ? "" : " ").append(pieces.get(i));
            }
            return "“" + shortened(words.toString()) + "”";
        }
        return shortened(piece);
    }

    private static String shortened(String text) {
        int end = Math.min(text.length(), 60);
        return end == text.length()
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                        + "…";
    }

    private static boolean isTag(String piece) {
        return piece.startsWith("<");
    }

    private static List<String> flat(String html) {
        Element content = SafeHtml.balanced(html);
        content.select("a.anchor, .visually-hidden").remove();
        List<String> pieces = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        content.traverse(
                new org.jsoup.select.NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode text) {
                            words.append(text.getWholeText());
                        } else if (node instanceof Element element && !isTransparent(element)) {
                            flush(words, pieces);
                            pieces.add(start(element));
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element element
                                && !isTransparent(element)
                                && !element.tag().isSelfClosing()) {
                            flush(words, pieces);
                            pieces.add("</" + element.normalName() + ">");
                        }
                    }
                });
        flush(words, pieces);
        return pieces;
    }

    private static boolean isTransparent(Element element) {
        return TRANSPARENT.contains(element.normalName())
                && !element.hasClass("callout")
                && !element.hasClass("missing");
    }

    /// Each word by itself, so that the first that differs is found. A word is never taken for a
    /// tag: those that begin like one have a mark before them.
    private static void flush(StringBuilder words, List<String> pieces) {
        for (String word : words.toString().strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                pieces.add(word.startsWith("<") ? "\u200B" + word : word);
            }
        }
        words.setLength(0);
    }

    private static String start(Element element) {
        StringBuilder tag = new StringBuilder("<").append(element.normalName());
        switch (element.normalName()) {
            case "a" -> {
                String href = element.attr("href");
                // A link inside the wiki may be written in several ways.
                if (SafeAddress.hasScheme(href) || href.startsWith("//")) {
                    tag.append(" href=\"").append(href).append('"');
                }
            }
            case "img" -> tag.append(" alt=\"").append(element.attr("alt")).append('"');
            case "div", "span" -> tag.append(" class=\"").append(element.className()).append('"');
            case "input" -> tag.append(" type=\"").append(element.attr("type")).append('"');
            default -> {}
        }
        return tag.append('>').toString();
    }
}
