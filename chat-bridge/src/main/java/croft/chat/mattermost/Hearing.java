package croft.chat.mattermost;

import croft.chat.ledger.Emoji;
import croft.chat.ledger.LedgerAway;
import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Marks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a server tells, as the relay hears it.
///
/// Virtual threads.
final class Hearing {
    /// Messages that are to be gone once they were read are not to be copied anywhere.
    private static final String BURN_ON_READ = "burn_on_read";

    private final Home home;
    private final People people;
    private final Ghosts ghosts;
    private final Memory memory;

    Hearing(Home home, People people, Ghosts ghosts, Memory memory) {
        this.home = home;
        this.people = people;
        this.ghosts = ghosts;
        this.memory = memory;
    }

    /// A post as it was made.
    Optional<Incoming> posted(Conversation in, Post post) throws Trouble, InterruptedException {
        if (isNobodys(post)) {
            return Optional.empty();
        }
        Author author = author(post);
        return Optional.of(
                new Incoming.Posted(
                        in,
                        post.id(),
                        post.rootId(),
                        author,
                        body(post),
                        Instant.ofEpochMilli(post.createAt()),
                        marks(post)));
    }

    /// What a post says now, if it was ever edited: pins and the like are told as edits too.
    Optional<Incoming> edited(Conversation in, Post post) throws Trouble, InterruptedException {
        if (isNobodys(post) || post.editAt() == 0 || post.isDeleted()) {
            return Optional.empty();
        }
        return Optional.of(
                new Incoming.Edited(
                        in,
                        post.id(),
                        body(post),
                        Instant.ofEpochMilli(post.editAt()),
                        marks(post)));
    }

    Optional<Incoming> deleted(Conversation in, Post post) {
        if (isNobodys(post)) {
            return Optional.empty();
        }
        long at = Math.max(post.deleteAt(), post.updateAt());
        return Optional.of(new Incoming.Deleted(in, post.id(), Instant.ofEpochMilli(at)));
    }

    Incoming reacted(Conversation in, Reaction reaction) throws Trouble, InterruptedException {
        return new Incoming.Reacted(
                in,
                reaction.post(),
                people.author(reaction.user()),
                reaction.emoji(),
                Instant.ofEpochMilli(reaction.at()));
    }

    Incoming unreacted(Conversation in, Reaction reaction) throws Trouble, InterruptedException {
        return new Incoming.Unreacted(
                in,
                reaction.post(),
                people.author(reaction.user()),
                reaction.emoji(),
                Instant.ofEpochMilli(reaction.at()));
    }

    /// The posts of a conversation that are known, the newest first: whatever happens to others
    /// concerns nobody.
    List<String> known(Conversation in, int most) throws LedgerAway {
        return memory.known(in, most);
    }

    /// What happened to these posts since a cursor, in the order in which it happened.
    List<Incoming> since(Conversation in, List<Post> posts, Cursor cursor)
            throws Trouble, InterruptedException, LedgerAway {
        List<Incoming> happened = new ArrayList<>();
        for (Post post : posts) {
            // before that everything is history, or was read
            if (post.createAt() > cursor.begun()) {
                happened(in, post, cursor, happened);
            }
        }
        happened.sort(Comparator.comparing(Incoming::at));
        return happened;
    }

    private void happened(Conversation in, Post post, Cursor cursor, List<Incoming> happened)
            throws Trouble, InterruptedException, LedgerAway {
        if (post.isDeleted()) {
            deleted(in, post).ifPresent(happened::add);
            return;
        }
        if (cursor.isNew(post.createAt())) {
            posted(in, post).ifPresent(happened::add);
        }
        if (cursor.isNew(post.editAt())) {
            edited(in, post).ifPresent(happened::add);
        }
        if (post.isOfTheSystem()) {
            return;
        }
        for (Reaction reaction : post.reactions()) {
            if (cursor.isNew(reaction.at())) {
                happened.add(reacted(in, reaction));
            }
        }
        if (post.updateAt() > post.createAt()) {
            takenBack(in, post, happened);
        }
    }

    /// Reactions that were there and are not: no call tells them.
    private void takenBack(Conversation in, Post post, List<Incoming> happened)
            throws Trouble, InterruptedException, LedgerAway {
        Set<String> there =
                post.reactions().stream().map(Reaction::what).collect(Collectors.toSet());
        for (Emoji emoji : memory.emoji(in, post.id())) {
            Reaction gone = new Reaction(emoji.by().id(), post.id(), emoji.name(), post.updateAt());
            if (!there.contains(gone.what())) {
                happened.add(unreacted(in, gone));
            }
        }
    }

    /// Whether no person and no bot says it.
    private static boolean isNobodys(Post post) {
        return post.isOfTheSystem()
                || post.type().equals(BURN_ON_READ)
                || !post.original().isEmpty()
                || post.id().isEmpty();
    }

    private Author author(Post post) throws Trouble, InterruptedException {
        Author account = people.author(post.user());
        Optional<String> shown = post.props().get("override_username").text();
        if (shown.isEmpty() || !post.props().get("from_webhook").isTrue()) {
            return account;
        }
        return new Author(account.id() + "/" + shown.get(), shown.get(), Optional.empty());
    }

    private Marks marks(Post post) throws Trouble, InterruptedException {
        return Props.marks(post.props(), people.user(post.user()).map(User::bot).orElse(false));
    }

    private Body body(Post post) throws Trouble, InterruptedException {
        String text = Mentions.replaced(post.message(), ghosts::personBehind);
        String attached = attached(post.props());
        String whole =
                Stream.of(text, attached)
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining("\n"));
        return new Body(whole, files(post));
    }

    private List<Attachment> files(Post post) throws Trouble, InterruptedException {
        if (post.fileIds().size() <= post.files().size()) {
            return post.files();
        }
        try {
            return home.client().filesOf(post.id());
        } catch (Trouble e) {
            if (e.kind() != Trouble.Kind.DENIED || e.isUnauthorized()) {
                throw e;
            }
            return post.files();
        }
    }

    /// What webhooks and bots attach as cards, as text.
    private static String attached(Json props) {
        return props.get("attachments").elements().stream()
                .flatMap(card ->
                        Stream.of(card.get("pretext"), card.get("title"), card.get("text"))
                                .map(Json::string)
                                .filter(text -> !text.isBlank())
                                .map(String::strip))
                .collect(Collectors.joining("\n"));
    }
}
