package croft.chat.relay;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Incoming;

/// Takes out of what was heard what cannot be stored, and cuts what is longer than anything that
/// people write.
final class Cleaning {
    /// Six times what Mattermost allows, the longest of the networks.
    static final int LONGEST_TEXT = 100_000;

    private static final int LONGEST_NAME = 200;

    private Cleaning() {}

    static Incoming of(Incoming incoming) {
        return switch (incoming) {
            case Incoming.Posted p ->
                    new Incoming.Posted(
                            p.in(),
                            p.id(),
                            p.root(),
                            author(p.author()),
                            body(p.body()),
                            p.at(),
                            p.marks());
            case Incoming.Edited e ->
                    new Incoming.Edited(e.in(), e.id(), body(e.body()), e.at(), e.marks());
            case Incoming.Deleted d -> d;
            case Incoming.Reacted r ->
                    new Incoming.Reacted(r.in(), r.id(), author(r.by()), name(r.emoji()), r.at());
            case Incoming.Unreacted u ->
                    new Incoming.Unreacted(u.in(), u.id(), author(u.by()), name(u.emoji()), u.at());
        };
    }

    private static Body body(Body body) {
        return new Body(
                text(body.markdown(), LONGEST_TEXT),
                body.files().stream()
                        .map(f -> new Attachment(f.id(), name(f.name()), f.mediaType(), f.octets()))
                        .toList());
    }

    private static Author author(Author author) {
        return new Author(author.id(), name(author.name()), author.picture());
    }

    private static String name(String name) {
        return text(name, LONGEST_NAME);
    }

    /// PostgreSQL stores no character 0; half of a surrogate pair is no character.
    private static String text(String text, int longest) {
        String stored = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        if (stored.length() <= longest) {
            return stored;
        }
        int end = Character.isHighSurrogate(stored.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return stored.substring(0, end) + "…";
    }
}
