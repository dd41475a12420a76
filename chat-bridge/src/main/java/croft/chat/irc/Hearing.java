package croft.chat.irc;

import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.IrcText;
import croft.chat.message.Markdown;
import croft.chat.message.Marks;
import croft.chat.message.Style;
import croft.chat.message.StyledLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes messages of lines. One for each connection; its event loop.
final class Hearing {
    static final String KEY = "+croft.dev/key";
    static final String VIA = "+croft.dev/via";
    static final String ANSWERS = "+draft/reply";

    /// What an id of ours begins with, where the server gives none.
    private static final String SYNTHETIC = "~";

    private static final int REMEMBERED = 1000;
    private static final int MOST_BRIDGES = 32;
    private static final String ACTION = "\1ACTION ";

    private final Names names;
    private final Map<String, Integer> digests = new LinkedHashMap<>();

    Hearing(Names names) {
        this.names = names;
    }

    /// What somebody said in a channel; empty for what is no text, such as a request of one client
    /// to another.
    ///
    /// @param ours whether it is our own, and may be trusted to say so
    Optional<Incoming.Posted> posted(IrcLine line, Conversation in, boolean ours, Instant now) {
        String text = line.param(1);
        boolean action = text.startsWith(ACTION);
        if (text.startsWith("\1") && !action) {
            return Optional.empty();
        }
        StyledLine said = IrcText.read(action ? text.substring(ACTION.length()) : text);
        String markdown = Markdown.of(action ? said.with(Style.ITALIC) : said);
        if (markdown.isEmpty()) {
            return Optional.empty();
        }
        Instant at = line.tag("time").flatMap(Hearing::instant).orElse(now);
        return Optional.of(
                new Incoming.Posted(
                        in,
                        id(line, at),
                        line.tag(ANSWERS),
                        author(line),
                        Body.of(markdown),
                        at,
                        marks(line, ours)));
    }

    /// Which piece of which delivery a line of ours says that it is.
    static Optional<Piece> piece(IrcLine line) {
        return line.tag(KEY).flatMap(Piece::read);
    }

    /// Whether a message can be answered to by the id that it has here.
    static boolean isReal(String id) {
        return !id.isEmpty() && !id.startsWith(SYNTHETIC);
    }

    static Author account(String name) {
        return new Author("account:" + name, name, Optional.empty());
    }

    Author nick(String nick) {
        return new Author("nick:" + names.folded(nick), nick, Optional.empty());
    }

    private Author author(IrcLine line) {
        return line.tag("account")
                .map(account -> new Author(account(account).id(), line.from(), Optional.empty()))
                .orElseGet(() -> nick(line.from()));
    }

    private static Marks marks(IrcLine line, boolean ours) {
        Optional<Piece> piece = ours ? piece(line) : Optional.empty();
        List<String> via =
                line.tag(VIA).map(all -> List.of(all.split(",", MOST_BRIDGES))).orElse(List.of());
        return new Marks(
                piece.map(Piece::key),
                piece.map(Piece::part).orElse(0),
                via,
                line.tags().containsKey("bot") || line.tags().containsKey("draft/bot"));
    }

    /// The server's, or what tells this line from others: the same text of the same person in the
    /// same millisecond is counted.
    private String id(IrcLine line, Instant at) {
        Optional<String> given = line.tag("msgid");
        if (given.isPresent()) {
            return given.get();
        }
        String digest =
                digest(at.toEpochMilli() + " " + names.folded(line.from()) + " " + line.last());
        int count = digests.merge(digest, 1, Integer::sum);
        if (digests.size() > REMEMBERED) {
            digests.remove(digests.keySet().iterator().next());
        }
        return SYNTHETIC + digest + (count == 1 ? "" : "-" + count);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String digest(String text) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /// One piece of one delivery.
    record Piece(UUID key, int part) {
        private static final int LONGEST = 36 + 1 + 5;

        /// As a tag carries it.
        String written() {
            return key + "." + part;
        }

        static Optional<Piece> read(String text) {
            int dot = text.indexOf('.');
            if (dot < 0
                    || text.length() > LONGEST
                    || !text.substring(dot + 1).matches("\\d{1,5}")) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new Piece(
                                UUID.fromString(text.substring(0, dot)),
                                Integer.parseInt(text.substring(dot + 1))));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }
}
