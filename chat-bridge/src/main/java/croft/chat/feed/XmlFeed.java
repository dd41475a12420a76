package croft.chat.feed;

import croft.chat.message.Literal;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// RSS 0.9, 1.0 and 2.0, and Atom, by one reader: what differs between them are names.
///
/// Nothing outside of the text is ever read, and no entity is expanded that the text itself
/// defines: a document type is passed over, and a reference is one of HTML's or stands for nothing.
final class XmlFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    /// Where elements of a feed itself may be; others, such as those of podcasts, use its names for
    /// something else.
    private static final Set<String> OWN =
            Set.of(
                    "",
                    ATOM,
                    "http://purl.org/atom/ns#",
                    "http://purl.org/rss/1.0/",
                    "http://my.netscape.com/rdf/simple/0.9/",
                    "http://backend.userland.com/rss2");

    /// No feed is nested deeper but by mistake or on purpose.
    private static final int DEEPEST = 64;

    private static final int LONGEST_FIELD = 200_000;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private final List<Entry> entries = new ArrayList<>();
    private String title = "";
    private URI base;
    private int depth;

    private XmlFeed(XMLStreamReader reader, URI base) {
        this.reader = reader;
        this.base = base;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, system, _, _) -> {
            throw new XMLStreamException("it refers to " + system);
        });
        return factory;
    }

    static FeedDocument read(String text, URI base) throws NotAFeed {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return new XmlFeed(reader, base).document();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new NotAFeed("it is not well-formed XML: " + cut(why, 200));
        }
    }

    private FeedDocument document() throws XMLStreamException, NotAFeed {
        boolean feed = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    enter();
                    String name = reader.getLocalName();
                    if (depth == 1) {
                        feed = isFeed(name);
                        if (!feed) {
                            throw new NotAFeed(
                                    "its root is <"
                                            + cut(name, 40)
                                            + "> (expected: rss, rdf:RDF or feed)");
                        }
                        rebase();
                    } else if (isOwn() && (name.equals("item") || name.equals("entry"))) {
                        entry();
                        if (entries.size() == FeedDocument.MOST) {
                            return new FeedDocument(title, entries);
                        }
                    } else if (isOwn() && name.equals("title") && title.isEmpty() && depth <= 3) {
                        title = plain(inner());
                    } else if (isOwn() && (name.equals("image") || name.equals("textinput"))) {
                        inner(); // they have titles of their own
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        if (!feed) {
            throw new NotAFeed("it has no root element");
        }
        return new FeedDocument(title, entries);
    }

    private static boolean isFeed(String root) {
        return root.equalsIgnoreCase("rss") || root.equals("RDF") || root.equals("feed");
    }

    private void entry() throws XMLStreamException, NotAFeed {
        int outer = depth;
        URI outerBase = base;
        rebase();
        Map<String, String> fields = new HashMap<>();
        Optional<String> about = Optional.ofNullable(reader.getAttributeValue(RDF, "about"));
        about.ifPresent(name -> fields.put("guid", name));
        while (depth >= outer && reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    enter();
                    field(fields);
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        entries.add(entry(fields));
        base = outerBase;
    }

    /// Reads one element of an entry to its end, if it says something that we want.
    private void field(Map<String, String> fields) throws XMLStreamException, NotAFeed {
        String space = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
        String name = reader.getLocalName();
        if (space.equals(DUBLIN_CORE) && name.equals("date")) {
            fields.putIfAbsent("published", inner());
        } else if (space.equals(CONTENT) && name.equals("encoded")) {
            fields.putIfAbsent("content", inner());
        } else if (name.equals("link") && isOwn()) {
            link(fields);
        } else if (isOwn()) {
            switch (name) {
                case "guid" -> {
                    boolean permanent =
                            !"false".equals(reader.getAttributeValue(null, "isPermaLink"));
                    String guid = inner().strip();
                    fields.put("guid", guid);
                    if (permanent) {
                        fields.put("permalink", guid);
                    }
                }
                case "id" -> fields.put("guid", inner().strip());
                case "title" -> fields.putIfAbsent("title", inner());
                case "pubDate", "published", "issued" -> fields.put("published", inner());
                case "updated", "modified" -> fields.put("updated", inner());
                case "description", "summary" -> fields.putIfAbsent("summary", inner());
                case "content" -> fields.putIfAbsent("content", inner());
                default -> inner();
            }
        } else {
            inner();
        }
    }

    /// RSS has it as text; Atom in `href`, several of them by what they are (RFC 4287 §4.2.7).
    private void link(Map<String, String> fields) throws XMLStreamException, NotAFeed {
        String address = reader.getAttributeValue(null, "href");
        String rel = reader.getAttributeValue(null, "rel");
        String text = inner().strip();
        if (address == null) {
            fields.putIfAbsent("link", text);
        } else if (rel == null || rel.equals("alternate")) {
            fields.putIfAbsent("link", address.strip());
        }
    }

    private Entry entry(Map<String, String> fields) {
        Optional<String> guid =
                Optional.ofNullable(fields.get("guid")).filter(text -> !text.isEmpty());
        Optional<URI> link = address(fields.get("link")).or(() -> address(fields.get("permalink")));
        String html =
                Optional.ofNullable(fields.get("summary"))
                        .filter(text -> !text.isBlank())
                        .or(() -> Optional.ofNullable(fields.get("content")))
                        .orElse("");
        return new Entry(
                guid,
                link,
                plain(fields.getOrDefault("title", "")),
                FeedTime.read(fields.getOrDefault("published", ""))
                        .or(() -> FeedTime.read(fields.getOrDefault("updated", ""))),
                html);
    }

    private Optional<URI> address(@Nullable String text) {
        return text == null ? Optional.empty() : Links.resolved(base, text);
    }

    /// The content of the element that was entered, to its end: text, and the markup of what is in
    /// it, as Atom has it with `type="xhtml"`.
    private String inner() throws XMLStreamException, NotAFeed {
        int outer = depth;
        boolean xhtml = "xhtml".equals(reader.getAttributeValue(null, "type"));
        StringBuilder text = new StringBuilder();
        while (depth >= outer && reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    enter();
                    text.append('<').append(reader.getLocalName());
                    String address = reader.getAttributeValue(null, "href");
                    if (address != null) {
                        text.append(" href=\"").append(escaped(address)).append('"');
                    }
                    text.append('>');
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (depth >= outer) {
                        text.append("</").append(reader.getLocalName()).append('>');
                    }
                }
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        text.append(xhtml ? escaped(reader.getText()) : reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> text.append(entity());
                default -> {}
            }
            if (text.length() > LONGEST_FIELD) {
                text.setLength(LONGEST_FIELD); // read on to its end, keep no more
            }
        }
        return text.toString();
    }

    /// `&nbsp;` without a document type is a mistake, and common.
    private String entity() {
        String reference = "&" + reader.getLocalName() + ";";
        String character = Parser.unescapeEntities(reference, false);
        return character.equals(reference) ? "" : character;
    }

    private void enter() throws NotAFeed {
        if (++depth > DEEPEST) {
            throw new NotAFeed("it is nested deeper than " + DEEPEST);
        }
    }

    private boolean isOwn() {
        return OWN.contains(Optional.ofNullable(reader.getNamespaceURI()).orElse(""));
    }

    private void rebase() {
        String declared = reader.getAttributeValue(XML, "base");
        if (declared != null) {
            base = Links.resolved(base, declared).orElse(base);
        }
    }

    /// Titles are text, or HTML, and it is not always said which.
    static String plain(String html) {
        return cut(Jsoup.parseBodyFragment(cut(html, 4_000)).text().strip(), 300);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String cut(String text, int most) {
        return Literal.cut(text, most);
    }
}
