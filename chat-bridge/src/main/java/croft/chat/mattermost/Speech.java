package croft.chat.mattermost;

import croft.chat.ledger.LedgerAway;
import croft.chat.mattermost.Client.Draft;
import croft.chat.mattermost.Ghosts.Speaker;
import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import croft.chat.relay.Files;
import croft.chat.relay.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Says things at a server, as a ghost or as the bridge's account.
///
/// Virtual threads, one call at a time for each conversation.
final class Speech {
    /// Before what only its owner can mend is tried again: a token that is refused, a channel that
    /// this account is not let into. No message is given up for that.
    private static final Duration UNTIL_MENDED = Duration.ofSeconds(60);

    /// What a post says whose text got shorter by it, or that would say nothing.
    private static final String NOTHING = "⋯";

    /// Characters of a post, less than the server's 16,383.
    private static final int LONGEST = 16_300;

    private final Home home;
    private final Ghosts ghosts;
    private final InstantSource time;

    Speech(Home home, Ghosts ghosts, InstantSource time) {
        this.home = home;
        this.ghosts = ghosts;
        this.time = time;
    }

    static int parts(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.Create create -> Pieces.of(create.body()).count();
            case Outgoing.Edit edit -> {
                Pieces pieces = Pieces.of(edit.body());
                yield edit.parts().size() + Math.max(0, pieces.texts() - texts(edit, pieces));
            }
            case Outgoing.Delete delete -> delete.parts().size();
            case Outgoing.React _, Outgoing.Notice _ -> 1;
        };
    }

    Outcome send(Outgoing outgoing, int part, Files files) throws InterruptedException {
        try {
            // whose post it is decides how it is worded
            ghosts.load();
            return switch (outgoing) {
                case Outgoing.Create create -> create(create, part, files);
                case Outgoing.Edit edit -> edit(edit, part);
                case Outgoing.Delete delete -> delete(delete.parts().get(part));
                case Outgoing.React react -> react(react);
                case Outgoing.Notice notice -> notice(notice);
            };
        } catch (Trouble e) {
            return outcome(e, false);
        } catch (LedgerAway | IOException e) {
            return new Outcome.NotSent(String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    /// @param did whether the call that failed was the one that does it
    private static Outcome outcome(Trouble e, boolean did) {
        return switch (e.kind()) {
            case UNREACHED -> new Outcome.NotSent(e.why(), Optional.empty());
            case BUSY -> new Outcome.NotSent(e.why(), e.pause());
            case UNCERTAIN ->
                    did
                            ? new Outcome.Doubtful(e.why())
                            : new Outcome.NotSent(e.why(), Optional.empty());
            case DENIED ->
                    e.isUnauthorized() || e.isForbidden() || e.isMissing()
                            ? new Outcome.NotSent(e.why(), Optional.of(UNTIL_MENDED))
                            : new Outcome.Refused(e.why());
        };
    }

    private Outcome create(Outgoing.Create create, int part, Files files)
            throws Trouble, LedgerAway, IOException, InterruptedException {
        Home.Place place = home.place(create.to().channel());
        Optional<Speaker> ghost = ghost(create, place, files);
        Outcome outcome = create(create, part, files, place, ghost);
        if (ghost.isPresent()
                && outcome instanceof Outcome.NotSent(String why, var pause)
                && pause.equals(Optional.of(UNTIL_MENDED))) {
            // its token was revoked, or somebody removed it from the channel: once more
            ghosts.renew(ghost.get(), why.startsWith("HTTP 401"));
            return create(create, part, files, place, ghost(create, place, files));
        }
        return outcome;
    }

    private Optional<Speaker> ghost(Outgoing.Create create, Home.Place place, Files files)
            throws Trouble, LedgerAway, InterruptedException {
        return create.voice() == Voice.GHOST
                ? ghosts.ready(create.origin().chat(), create.author(), place, files)
                : Optional.empty();
    }

    private Outcome create(
            Outgoing.Create create,
            int part,
            Files files,
            Home.Place place,
            Optional<Speaker> ghost)
            throws Trouble, IOException, InterruptedException {
        Client client = ghost.map(Speaker::client).orElse(home.client());
        Pieces pieces = Pieces.of(create.body());
        List<Attachment> wanted = pieces.files().get(part);
        Luggage luggage;
        try {
            luggage =
                    wanted.isEmpty()
                            ? Luggage.NONE
                            : Luggage.bring(
                                    wanted,
                                    files,
                                    client,
                                    place.channel(),
                                    home.edition().mostOctets());
        } catch (Trouble e) {
            return outcome(e, false);
        }
        String text = mapped(pieces.text().get(part), create.origin());
        for (String note : luggage.notes()) {
            text = text.isEmpty() ? note : text + "\n" + note;
        }
        if (create.late() && pieces.endsText(part)) {
            text = Wording.late(text, create.saidAt(), time.instant());
        }
        return post(
                client,
                new Draft(
                        place.channel(),
                        worded(text, create.author(), ghost.isPresent(), !luggage.ids().isEmpty()),
                        create.root(),
                        luggage.ids(),
                        Props.of(create.key(), part, create.via()),
                        pending(create.key(), part),
                        create.late() && maySilence(ghost.isPresent())));
    }

    private Outcome post(Client client, Draft draft) throws Trouble, InterruptedException {
        try {
            return sent(client.create(draft));
        } catch (Trouble e) {
            if (!e.id().contains("root_id")) {
                return outcome(e, true);
            }
        }
        // it answers to an answer, or to what is gone
        try {
            return sent(client.create(draft.withRoot(rootOf(draft.root().orElse("")))));
        } catch (Trouble e) {
            return outcome(e, true);
        }
    }

    private static Outcome sent(Post post) {
        return new Outcome.Sent(Optional.of(post.id()));
    }

    private Optional<String> rootOf(String answer) throws Trouble, InterruptedException {
        return there(answer).flatMap(Post::rootId);
    }

    private static String pending(UUID key, int part) {
        return key + ":" + part;
    }

    private boolean maySilence(boolean ghost) {
        return home.edition().isFrom(11, 10)
                && (ghost || home.knownMe().map(User::bot).orElse(false));
    }

    /// As its account has to say it: ghosts are known by their name, the bridge writes it.
    private static String worded(String text, Author author, boolean ghost, boolean files) {
        if (!ghost) {
            return Wording.prefixed(author.name(), text);
        }
        return text.isBlank() && !files ? NOTHING : text;
    }

    /// With the people of elsewhere mentioned by their ghosts, unless somebody here is called so.
    private String mapped(String text, Conversation origin) throws Trouble, InterruptedException {
        Map<String, String> named = new HashMap<>();
        for (String name : Mentions.in(text)) {
            ghosts.usernameOf(origin.chat(), name).ifPresent(ghost -> named.put(name, ghost));
        }
        if (named.isEmpty()) {
            return text;
        }
        for (User user : home.client().usersByName(List.copyOf(named.keySet()))) {
            if (user.deleteAt() == 0) {
                named.remove(user.username());
            }
        }
        String mapped =
                Mentions.replaced(
                        text, name -> named.getOrDefault(name.toLowerCase(Locale.ROOT), name));
        return mapped.length() <= LONGEST ? mapped : text;
    }

    /// How many of the posts of a message bring text: the last ones may bring files alone.
    private static int texts(Outgoing.Edit edit, Pieces pieces) {
        return Math.max(
                Math.min(1, edit.parts().size()), edit.parts().size() - pieces.filesAlone());
    }

    private Outcome edit(Outgoing.Edit edit, int part)
            throws Trouble, LedgerAway, InterruptedException {
        Pieces pieces = Pieces.of(edit.body());
        int texts = texts(edit, pieces);
        if (part >= edit.parts().size()) {
            return more(edit, part, pieces.text().get(texts + part - edit.parts().size()));
        }
        String id = edit.parts().get(part);
        if (part >= texts || id.isEmpty()) {
            return new Outcome.Sent(id.isEmpty() ? Optional.empty() : Optional.of(id));
        }
        Optional<Post> post = there(id);
        if (post.isEmpty()) {
            return new Outcome.Sent(Optional.of(id));
        }
        String text =
                part < pieces.texts()
                        ? worded(
                                mapped(pieces.text().get(part), edit.origin()),
                                edit.author(),
                                ghosts.isGhost(post.get().user()),
                                !post.get().fileIds().isEmpty())
                        : NOTHING;
        return changed(post.get(), text);
    }

    /// A text that got longer goes on in posts of its own.
    private Outcome more(Outgoing.Edit edit, int part, String piece)
            throws Trouble, LedgerAway, InterruptedException {
        Home.Place place = home.place(edit.to().channel());
        Optional<Post> first = there(edit.parts().isEmpty() ? "" : edit.parts().getFirst());
        if (first.isEmpty()) {
            return new Outcome.Sent(Optional.empty());
        }
        boolean ghost = ghosts.isGhost(first.get().user());
        return post(
                client(first.get().user()),
                new Draft(
                        place.channel(),
                        worded(mapped(piece, edit.origin()), edit.author(), ghost, false),
                        first.get().rootId(),
                        List.of(),
                        Props.of(edit.key(), part, List.of()),
                        pending(edit.key(), part),
                        maySilence(ghost)));
    }

    private Outcome changed(Post post, String text)
            throws Trouble, LedgerAway, InterruptedException {
        if (post.message().equals(text)) {
            return sent(post);
        }
        return byOwnerOrAdministrator(post, client -> client.edit(post.id(), text));
    }

    private Outcome delete(String id) throws Trouble, LedgerAway, InterruptedException {
        Optional<Post> post = there(id);
        if (post.isEmpty()) {
            return new Outcome.Sent(Optional.empty());
        }
        return byOwnerOrAdministrator(post.get(), client -> client.delete(id));
    }

    private Outcome byOwnerOrAdministrator(Post post, Change change)
            throws Trouble, LedgerAway, InterruptedException {
        try {
            change.with(client(post.user()));
        } catch (Trouble e) {
            boolean rights = e.isForbidden() || e.isUnauthorized();
            if (!rights || home.admin().isEmpty()) {
                return outcome(e, true);
            }
            try {
                change.with(home.admin().get());
            } catch (Trouble again) {
                return outcome(again, true);
            }
        }
        return sent(post);
    }

    /// As whom its author is to be changed.
    private Client client(String user) throws Trouble, LedgerAway, InterruptedException {
        ghosts.load();
        return ghosts.speaker(user).map(Speaker::client).orElse(home.client());
    }

    /// The post, if it is still there.
    private Optional<Post> there(String id) throws Trouble, InterruptedException {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(home.client().post(id)).filter(post -> !post.isDeleted());
        } catch (Trouble e) {
            if (e.isMissing()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Outcome react(Outgoing.React react) throws Trouble, LedgerAway, InterruptedException {
        Optional<Speaker> ghost =
                react.voice() == Voice.GHOST ? ghosts.speakerOf(react.author()) : Optional.empty();
        if (ghost.isPresent()) {
            try {
                return reactAs(ghost, react);
            } catch (Trouble e) {
                if (e.kind() != Trouble.Kind.DENIED) {
                    return outcome(e, true);
                }
                // its token was revoked, or somebody removed it from the channel: once more
                ghosts.renew(ghost.get(), e.isUnauthorized());
                ghost = ghosts.speakerOf(react.author());
            }
            try {
                return reactAs(ghost, react);
            } catch (Trouble e) {
                if (e.kind() != Trouble.Kind.DENIED) {
                    return outcome(e, true);
                }
                // An emoji of the bridge's own is better than none.
            }
        }
        try {
            return reactAs(Optional.empty(), react);
        } catch (Trouble e) {
            return outcome(e, true);
        }
    }

    /// @throws Trouble unless what is reacted to has gone
    private Outcome reactAs(Optional<Speaker> ghost, Outgoing.React react)
            throws Trouble, InterruptedException {
        String me = home.me().id();
        Client client = ghost.map(Speaker::client).orElse(home.client());
        try {
            if (ghost.isPresent()) {
                // it may have spoken elsewhere alone
                ghosts.enter(ghost.get(), home.place(react.to().channel()));
            }
            String user = ghost.map(speaker -> speaker.ghost().account()).orElse(me);
            if (react.there()) {
                client.react(user, react.id(), react.emoji());
            } else if (ghost.isPresent() && !has(user, react)) {
                // put there before its author had a ghost
                home.client().unreact(me, react.id(), react.emoji());
            } else {
                client.unreact(user, react.id(), react.emoji());
            }
        } catch (Trouble e) {
            if (e.kind() != Trouble.Kind.DENIED || there(react.id()).isPresent()) {
                throw e;
            }
        }
        return new Outcome.Sent(Optional.empty());
    }

    private boolean has(String user, Outgoing.React react) throws Trouble, InterruptedException {
        return home.client().reactions(react.id()).stream()
                .anyMatch(reaction ->
                        reaction.user().equals(user) && reaction.emoji().equals(react.emoji()));
    }

    private Outcome notice(Outgoing.Notice notice)
            throws Trouble, LedgerAway, InterruptedException {
        String text = LongText.cut(Pieces.plain(notice.markdown()));
        if (notice.edits().isPresent()) {
            Optional<Post> post = there(notice.edits().get());
            return post.isEmpty() ? new Outcome.Sent(notice.edits()) : changed(post.get(), text);
        }
        Home.Place place = home.place(notice.to().channel());
        return post(
                home.client(),
                new Draft(
                        place.channel(),
                        text,
                        notice.root(),
                        List.of(),
                        Props.of(notice.key(), 0, List.of()),
                        pending(notice.key(), 0),
                        notice.quiet() && maySilence(false)));
    }

    /// One call that changes a post.
    private interface Change {
        void with(Client client) throws Trouble, InterruptedException;
    }
}
