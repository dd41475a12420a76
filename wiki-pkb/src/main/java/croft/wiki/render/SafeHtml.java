package croft.wiki.render;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/// HTML that somebody wrote, made fit for the inside of an article.
///
/// Tags are balanced as browsers do it, so that nothing of it reaches out of the article. Of
/// hostile HTML only elements and attributes on a list are kept. No element on the list makes a
/// browser read what is inside it by other rules than plain HTML's (no `style`, `script`,
/// `textarea`, `svg`, `template` …), so what was parsed here and written again is parsed in the
/// same way there; the tricks that live on such differences have nothing to stand on.
///
/// What this wiki's own renderer writes is on the list too: it goes through here together with what
/// the author wrote, and needs no mark that an author could forge.
final class SafeHtml {
    /// Deeper elements become siblings. Far beyond what a page needs, and within every browser's
    /// own bound (512).
    private static final int DEEPEST = 300;

    private static final Cleaner EVERYTHING = new Cleaner(new Harmless(true));
    private static final Cleaner WITHOUT_IDS = new Cleaner(new Harmless(false));

    private SafeHtml() {}

    /// The content of an article as a tree, with every tag closed.
    static Element balanced(String html) {
        Document document = Document.createShell("");
        document.outputSettings().prettyPrint(false);
        Element content = document.body().appendElement("div");
        Parser parser = Parser.htmlParser().setMaxDepth(DEEPEST);
        List<Node> nodes = parser.parseFragmentInput(html, new Element("div"), "");
        content.appendChildren(nodes);
        return content;
    }

    /// Without what could do harm.
    ///
    /// @param ids whether anchors are kept; each at its first element
    static Element cleaned(Element content, boolean ids) {
        Document dirty = Objects.requireNonNull(content.ownerDocument());
        Document clean = (ids ? EVERYTHING : WITHOUT_IDS).clean(dirty);
        clean.outputSettings().prettyPrint(false);
        Element kept = clean.body().firstElementChild();
        if (kept == null) {
            return clean.body().appendElement("div");
        }
        Set<String> seen = new HashSet<>();
        for (Element element : kept.select("[id]")) {
            if (!seen.add(element.id())) {
                element.removeAttr("id");
            }
        }
        for (Element box : kept.select("input")) {
            box.attr("disabled", true);
        }
        return kept;
    }

    /// The words of some HTML, without what it says to machines.
    static String words(String html) {
        return Jsoup.parseBodyFragment(html).text();
    }

    /// Elements and attributes that can do no harm.
    private static final class Harmless extends Safelist {
        private static final Pattern ID = Pattern.compile("[^\\s_][^\\s]{0,199}");
        private static final Pattern CODE_CLASS = Pattern.compile("[a-z]");
        private static final Pattern LANGUAGE_CLASS = Pattern.compile("language-[^\\s]{1,50}");
        private static final Pattern CALLOUT_CLASS = Pattern.compile("callout-[a-z]{1,20}");

        /// The classes that the style sheets of articles know.
        private static final Set<String> CLASSES =
                Set.of(
                        "anchor",
                        "attachment",
                        "callout",
                        "embed",
                        "footnote-back",
                        "footnote-ref",
                        "footnotes",
                        "formula",
                        "mermaid",
                        "missing",
                        "note-cut",
                        "table",
                        "tag",
                        "task",
                        "tasks",
                        "visually-hidden");

        /// Properties that change letters and nothing around them.
        private static final Set<String> PROPERTIES =
                Set.of(
                        "color",
                        "background-color",
                        "font-style",
                        "font-weight",
                        "text-align",
                        "text-decoration");

        private static final Pattern VALUE =
                Pattern.compile(
                        "[a-zA-Z0-9#%., -]{1,60}|(?:rgb|rgba|hsl|hsla)\\([0-9%., /deg-]{1,60}\\)");

        private static final Set<String> ROLES =
                Set.of("note", "region", "doc-noteref", "doc-endnotes", "doc-backlink");

        private final boolean ids;

        Harmless(boolean ids) {
            this.ids = ids;
            addTags(
                    "a",
                    "abbr",
                    "address",
                    "article",
                    "aside",
                    "audio",
                    "b",
                    "bdi",
                    "bdo",
                    "blockquote",
                    "br",
                    "caption",
                    "center",
                    "cite",
                    "code",
                    "col",
                    "colgroup",
                    "data",
                    "dd",
                    "del",
                    "details",
                    "dfn",
                    "div",
                    "dl",
                    "dt",
                    "em",
                    "figcaption",
                    "figure",
                    "font",
                    "footer",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "header",
                    "hgroup",
                    "hr",
                    "i",
                    "img",
                    "input",
                    "ins",
                    "kbd",
                    "label",
                    "li",
                    "mark",
                    "menu",
                    "meter",
                    "ol",
                    "p",
                    "picture",
                    "pre",
                    "progress",
                    "q",
                    "rp",
                    "rt",
                    "ruby",
                    "s",
                    "samp",
                    "section",
                    "small",
                    "source",
                    "span",
                    "strike",
                    "strong",
                    "sub",
                    "summary",
                    "sup",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "time",
                    "tr",
                    "track",
                    "tt",
                    "u",
                    "ul",
                    "var",
                    "video",
                    "wbr",
                    Recents.ELEMENT);
            addAttributes(
                    ":all",
                    "align",
                    "aria-hidden",
                    "aria-label",
                    "class",
                    "dir",
                    "id",
                    "lang",
                    "role",
                    "style",
                    "tabindex",
                    "title");
            addAttributes("a", "href", "name", "rel");
            addAttributes("audio", "controls", "loop", "muted", "preload", "src");
            addAttributes("bdo", "dir");
            addAttributes("blockquote", "cite");
            addAttributes("col", "span", "width");
            addAttributes("colgroup", "span", "width");
            addAttributes("data", "value");
            addAttributes("del", "cite", "datetime");
            addAttributes("details", "open");
            addAttributes("font", "color");
            addAttributes("img", "alt", "height", "loading", "src", "width");
            addAttributes("input", "checked", "disabled", "type");
            addAttributes("ins", "cite", "datetime");
            addAttributes("li", "value");
            addAttributes("meter", "high", "low", "max", "min", "optimum", "value");
            addAttributes("ol", "reversed", "start", "type");
            addAttributes("progress", "max", "value");
            addAttributes("q", "cite");
            addAttributes("source", "media", "src", "type");
            addAttributes("td", "colspan", "headers", "rowspan", "valign", "width");
            addAttributes(
                    "th", "abbr", "colspan", "headers", "rowspan", "scope", "valign", "width");
            addAttributes("time", "datetime");
            addAttributes("track", "default", "kind", "label", "src", "srclang");
            addAttributes("ul", "type");
            addAttributes(
                    "video",
                    "controls",
                    "height",
                    "loop",
                    "muted",
                    "poster",
                    "preload",
                    "src",
                    "width");
            mathematics();
        }

        /// MathML Core's presentation, without what links or holds HTML.
        private void mathematics() {
            addTags(
                    "math",
                    "annotation",
                    "menclose",
                    "merror",
                    "mfrac",
                    "mi",
                    "mmultiscripts",
                    "mn",
                    "mo",
                    "mover",
                    "mpadded",
                    "mphantom",
                    "mprescripts",
                    "mroot",
                    "mrow",
                    "ms",
                    "mspace",
                    "msqrt",
                    "mstyle",
                    "msub",
                    "msubsup",
                    "msup",
                    "mtable",
                    "mtd",
                    "mtext",
                    "mtr",
                    "munder",
                    "munderover",
                    "none",
                    "semantics");
            addAttributes("math", "alttext", "display", "xmlns");
            addAttributes("annotation", "encoding");
            addAttributes("menclose", "notation");
            addAttributes("mfrac", "linethickness");
            addAttributes("mi", "mathvariant");
            addAttributes(
                    "mo",
                    "fence",
                    "form",
                    "largeop",
                    "lspace",
                    "maxsize",
                    "minsize",
                    "movablelimits",
                    "rspace",
                    "separator",
                    "stretchy",
                    "symmetric");
            addAttributes("mover", "accent");
            addAttributes("mpadded", "depth", "height", "lspace", "voffset", "width");
            addAttributes("mspace", "depth", "height", "width");
            addAttributes("mstyle", "displaystyle", "mathvariant", "scriptlevel");
            addAttributes(
                    "mtable",
                    "columnalign",
                    "columnlines",
                    "columnspacing",
                    "displaystyle",
                    "rowlines",
                    "rowspacing",
                    "scriptlevel");
            addAttributes("mtd", "columnalign", "columnspan", "rowspan");
            addAttributes("munder", "accentunder");
            addAttributes("munderover", "accent", "accentunder");
        }

        @Override
        public boolean isSafeAttribute(String tag, Element element, Attribute attribute) {
            if (!super.isSafeAttribute(tag, element, attribute)) {
                return false;
            }
            String value = attribute.getValue();
            return switch (attribute.getKey().toLowerCase(Locale.ROOT)) {
                case "href", "cite" -> SafeAddress.mayLink(value);
                case "src", "poster" -> SafeAddress.mayShow(value);
                case "id", "name" -> ids && ID.matcher(value).matches();
                case "class" -> keepClasses(tag, element, attribute);
                case "style" -> keepStyle(attribute);
                case "role" -> ROLES.contains(value);
                case "tabindex" -> value.equals("0");
                case "type" -> !tag.equals("input") || value.equalsIgnoreCase("checkbox");
                case "xmlns" -> value.equals("http://www.w3.org/1998/Math/MathML");
                default -> true;
            };
        }

        /// Takes the classes away that are not ours. The tree that is read is thrown away after.
        private static boolean keepClasses(String tag, Element element, Attribute attribute) {
            StringBuilder kept = new StringBuilder();
            for (String name : attribute.getValue().split("\\s+", -1)) {
                if (isKnown(tag, element, name)) {
                    kept.append(kept.isEmpty() ? "" : " ").append(name);
                }
            }
            attribute.setValue(kept.toString());
            return !kept.isEmpty();
        }

        private static boolean isKnown(String tag, Element element, String name) {
            return CLASSES.contains(name)
                    || CALLOUT_CLASS.matcher(name).matches()
                    || (tag.equals("code") && LANGUAGE_CLASS.matcher(name).matches())
                    || (tag.equals("span")
                            && CODE_CLASS.matcher(name).matches()
                            && element.parent() != null
                            && element.parent().normalName().equals("code"));
        }

        private static boolean keepStyle(Attribute attribute) {
            StringBuilder kept = new StringBuilder();
            for (String declaration : attribute.getValue().split(";", -1)) {
                int colon = declaration.indexOf(':');
                if (colon < 0) {
                    continue;
                }
                String property = declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                String value = declaration.substring(colon + 1).strip();
                if (PROPERTIES.contains(property) && VALUE.matcher(value).matches()) {
                    kept.append(kept.isEmpty() ? "" : ";")
                            .append(property)
                            .append(':')
                            .append(value);
                }
            }
            attribute.setValue(kept.toString());
            return !kept.isEmpty();
        }
    }
}
