package croft.chat.feed;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a server sent as a feed: RSS 0.9 to 2.0, Atom or JSON Feed, told apart by what it is
/// and not by what it is called. Pure.
///
/// Encodings are decided here and not by the parser of XML: feeds say one and use another. The
/// first of these that the octets really are counts: a byte order mark, what the document says,
/// what the server says, UTF-8; and windows-1252, which anything is.
final class FeedText {
    private static final Pattern DECLARED =
            Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})");
    private static final Pattern SENT =
            Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._-]{1,40})", Pattern.CASE_INSENSITIVE);

    /// What XML 1.0 §2.2 forbids, and half a character.
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]|[\\uD800-\\uDFFF]");

    private FeedText() {}

    /// @param contentType as the server sent it
    /// @param base what relative links start from
    /// @throws NotAFeed saying why it is none
    static FeedDocument read(byte[] octets, Optional<String> contentType, URI base)
            throws NotAFeed {
        String text = decoded(octets, contentType).strip();
        if (text.isEmpty()) {
            throw new NotAFeed("it is empty");
        }
        return switch (text.charAt(0)) {
            case '{' -> JsonFeed.read(text, base);
            case '<' -> XmlFeed.read(FORBIDDEN.matcher(text).replaceAll(""), base);
            default ->
                    throw new NotAFeed(
                            "it begins with neither < nor { (expected: RSS, Atom or JSON Feed)");
        };
    }

    static String decoded(byte[] octets, Optional<String> contentType) {
        for (Charset charset : candidates(octets, contentType)) {
            try {
                String text =
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)
                                .decode(ByteBuffer.wrap(octets))
                                .toString();
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException _) {
                // not what it is said to be: the next
            }
        }
        return new String(octets, Charset.forName("windows-1252"));
    }

    private static List<Charset> candidates(byte[] octets, Optional<String> contentType) {
        List<Charset> candidates = new ArrayList<>();
        if (begins(octets, 0xFE, 0xFF) || begins(octets, 0xFF, 0xFE)) {
            candidates.add(StandardCharsets.UTF_16);
        } else if (begins(octets, 0x3C, 0x00) || begins(octets, 0x7B, 0x00)) {
            candidates.add(StandardCharsets.UTF_16LE);
        } else if (begins(octets, 0x00, 0x3C) || begins(octets, 0x00, 0x7B)) {
            candidates.add(StandardCharsets.UTF_16BE);
        } else {
            String head =
                    new String(octets, 0, Math.min(octets.length, 300), StandardCharsets.US_ASCII);
            named(DECLARED, head).ifPresent(candidates::add);
            contentType.flatMap(type -> named(SENT, type)).ifPresent(candidates::add);
            candidates.add(StandardCharsets.UTF_8);
        }
        return candidates;
    }

    private static boolean begins(byte[] octets, int first, int second) {
        return octets.length > 1 && (octets[0] & 0xFF) == first && (octets[1] & 0xFF) == second;
    }

    private static Optional<Charset> named(Pattern where, String text) {
        Matcher found = where.matcher(text);
        try {
            return found.find() && Charset.isSupported(found.group(1))
                    ? Optional.of(Charset.forName(found.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no name that a charset could have
        }
    }
}
