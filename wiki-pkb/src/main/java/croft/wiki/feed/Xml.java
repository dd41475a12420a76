package croft.wiki.feed;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// An XML document that is being written. Whatever text comes, it stays well-formed: characters
/// that XML 1.0 has no place for are replaced.
final class Xml {
    /// The language tags of RFC 5646, as far as XML looks at them.
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    private static final int REPLACEMENT = 0xFFFD;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    private Xml() throws XMLStreamException {
        out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /// Writes a document.
    ///
    /// @param namespace of all its elements
    static byte[] document(String root, String namespace, Content content) {
        try {
            Xml xml = new Xml();
            xml.out.writeStartDocument("UTF-8", "1.0");
            xml.out.writeStartElement(root);
            xml.out.writeDefaultNamespace(namespace);
            content.write(xml);
            xml.out.writeEndElement();
            xml.out.writeEndDocument();
            xml.out.flush();
            return xml.text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML into memory failed", e);
        }
    }

    void element(String name, Content content) throws XMLStreamException {
        out.writeCharacters("\n");
        out.writeStartElement(name);
        content.write(this);
        out.writeEndElement();
    }

    void element(String name, String value) throws XMLStreamException {
        element(name, _ -> text(value));
    }

    void empty(String name, Content attributes) throws XMLStreamException {
        out.writeCharacters("\n");
        out.writeEmptyElement(name);
        attributes.write(this);
    }

    void attribute(String name, String value) throws XMLStreamException {
        out.writeAttribute(name, clean(value).replaceAll("\\s", " "));
    }

    /// `xml:lang`, if it is one.
    void language(String tag) throws XMLStreamException {
        if (LANGUAGE.matcher(tag).matches()) {
            out.writeAttribute("xml", "http://www.w3.org/XML/1998/namespace", "lang", tag);
        }
    }

    void text(String value) throws XMLStreamException {
        out.writeCharacters(clean(value));
    }

    /// As RFC 3339 has it, in whole seconds.
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String clean(String value) {
        if (value.codePoints().allMatch(Xml::isAllowed)) {
            return value;
        }
        StringBuilder clean = new StringBuilder(value.length());
        value.codePoints().map(c -> isAllowed(c) ? c : REPLACEMENT).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// XML 1.0 §2.2, `Char`.
    private static boolean isAllowed(int c) {
        return (c >= 0x20 && c < 0xD800)
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    /// What stands inside an element.
    @FunctionalInterface
    interface Content {
        void write(Xml xml) throws XMLStreamException;
    }
}
