package croft.chat.irc;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.IrcText;
import croft.chat.message.Markdown;
import croft.chat.message.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is said in IRC for what is to be there: one piece is one line. IRC has no edits, so an edit
/// is said once more; it has neither deletions nor reactions.
///
/// The lines depend on the message alone, and not on the connection: whoever goes on after a crash
/// finds the same ones. So room is left for the longest address that the server may put before
/// them, and for the mark of what comes late.
///
/// @param pasting whether there is a place for texts of more than [#MOST] lines
record Saying(boolean pasting) {
    /// More lines at once than this are a nuisance for everybody else in a channel.
    static final int MOST = 12;

    /// What is said of longer ones, before a link to the whole.
    static final int SHOWN = 8;

    /// 512, less the end of the line and `:nick!user@host `, of 30, 11 and 64 octets at most.
    private static final int ROOM = 512 - 2 - (1 + 30 + 1 + 11 + 1 + 64 + 1);

    private static final int LEAST_ROOM = 40;
    private static final int LONGEST_NAME = 30;
    private static final String ANSWER = "↪ ";
    private static final String EDITED = "edited: ";
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("'['d MMM HH:mm 'UTC] '", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final int MARKS = octets("[22 Nov 12:34 UTC] ") + octets(ANSWER);

    /// The lines. Of a text that is too long, the last one lacks its link: see [#isLink].
    List<String> lines(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.Create create ->
                    lines(
                            create.to(),
                            name(create.author()),
                            (create.late() ? late(create.saidAt()) : "")
                                    + (create.root().isPresent() ? ANSWER : ""),
                            create.body());
            case Outgoing.Edit edit -> lines(edit.to(), name(edit.author()), EDITED, edit.body());
            case Outgoing.Notice notice -> lines(notice.to(), "", "", Body.of(notice.markdown()));
            case Outgoing.Delete _, Outgoing.React _ -> List.of();
        };
    }

    /// Whether this piece is the link to a text that is too long.
    boolean isLink(Outgoing outgoing, int part) {
        return pasting && part == SHOWN && new Saying(false).lines(outgoing).size() > MOST;
    }

    private List<String> lines(Conversation to, String name, String mark, Body body) {
        int room =
                ROOM
                        - octets("PRIVMSG " + to.channel() + " :")
                        - octets(name)
                        - Math.max(MARKS, octets(mark));
        List<String> text =
                new ArrayList<>(
                        IrcText.write(Markdown.lines(body.markdown()), Math.max(room, LEAST_ROOM)));
        body.files().forEach(file -> text.add(shown(file)));
        int all = text.size();
        // One line more than are shown would be a link in place of a line.
        if (pasting && all > MOST) {
            text.subList(SHOWN, all).clear();
            text.add("… " + (all - SHOWN) + " more lines: ");
        }
        List<String> lines = new ArrayList<>();
        for (String line : text) {
            lines.add(name + (lines.isEmpty() ? mark : "") + line);
        }
        return List.copyOf(lines);
    }

    private static String late(Instant saidAt) {
        return WHEN.format(saidAt);
    }

    /// The name without what would be formatting, and not so long that no room is left for text.
    private static String name(Author author) {
        String name = IrcText.read(author.name()).plain().strip();
        int points = name.codePointCount(0, name.length());
        if (points > LONGEST_NAME) {
            name = name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
        }
        return "<" + name + "> ";
    }

    private static String shown(Attachment file) {
        long kilobytes = (file.octets() + 999) / 1000;
        String name = IrcText.read(file.name()).plain();
        List<String> first = IrcText.write(List.of(IrcText.read("📎 " + name)), LEAST_ROOM * 3);
        return first.getFirst() + " (" + kilobytes + " kB)";
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
