package croft.chat.ledger;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Voice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One transaction on the tables.
///
/// Transactions that touch the same rows take them in one order, so that none waits for another
/// that waits for it: the conversation that something is heard in, messages, deliveries, copies,
/// and at the very end the lanes, by their numbers. Until then deliveries are kept here.
final class LedgerEntry implements Entry {
    private final Tables tables;
    private final Conversations.Numbers numbers;
    private final Set<Integer> locked = new HashSet<>();
    private final TreeMap<Integer, List<Queued>> queued = new TreeMap<>();

    LedgerEntry(Tables tables) {
        this.tables = tables;
        this.numbers = tables.conversations.numbers();
    }

    @Override
    public boolean heard(Conversation in, String key, Instant now) {
        int id = numbers.id(in);
        if (locked.add(id)) {
            tables.conversationRows.lock(id);
        }
        return tables.conversationRows.heard(id, PlainText.of(key), now) == 1;
    }

    @Override
    public void read(Conversation in, String cursor, Instant now) {
        tables.conversationRows.read(numbers.id(in), PlainText.of(cursor), now);
    }

    @Override
    public void forget(Conversation in) {
        numbers.find(in).ifPresent(tables.conversationRows::forget);
    }

    @Override
    public Optional<Known> known(Conversation in, String id) {
        return numbers.find(in)
                .flatMap(conversation -> tables.known.of(conversation, PlainText.of(id)))
                .map(row -> row.known(tables.conversations));
    }

    @Override
    public Optional<Sending> delivery(UUID key) {
        return tables.deliveries
                .of(key)
                .map(row ->
                        new Sending(
                                row.key(),
                                tables.conversations.name(row.lane()),
                                new MessageId(row.message()),
                                Op.valueOf(row.op()),
                                State.valueOf(row.state()),
                                row.part()));
    }

    @Override
    public MessageId message(Incoming.Posted posted, Optional<MessageId> root, Instant heardAt) {
        Author author = posted.author();
        List<Long> added =
                tables.messages.add(
                        numbers.id(posted.in()),
                        PlainText.of(posted.id()),
                        root.map(MessageId::value).orElse(null),
                        PlainText.of(author.id()),
                        PlainText.of(author.name()),
                        author.picture().map(PlainText::of).orElse(null),
                        posted.at(),
                        heardAt,
                        String.join(",", posted.marks().via()));
        if (!added.isEmpty()) {
            store(added.getFirst(), 1, posted.body(), heardAt);
            return new MessageId(added.getFirst());
        }
        return known(posted.in(), posted.id()).orElseThrow().message();
    }

    @Override
    public Optional<MessageId> notice(
            String key,
            Conversation to,
            String markdown,
            Optional<String> thread,
            boolean quiet,
            Instant now) {
        Optional<MessageId> added =
                tables
                        .messages
                        .addNotice(
                                PlainText.of(key),
                                thread.flatMap(tables.messages::notice)
                                        .map(MessageRow::id)
                                        .orElse(null),
                                quiet,
                                now)
                        .stream()
                        .findFirst()
                        .map(MessageId::new);
        added.ifPresent(message -> {
            store(message.value(), 1, Body.of(markdown), now);
            enqueue(to, Op.NOTICE, message, Voice.PREFIX, Optional.empty(), now);
        });
        return added;
    }

    @Override
    public boolean rewrite(String key, String markdown, Instant now) {
        Optional<MessageRow> found = tables.messages.notice(PlainText.of(key));
        if (found.isEmpty()) {
            return false;
        }
        MessageRow notice = found.get();
        String text = PlainText.of(markdown);
        if (tables.messages.text(notice.id(), notice.version()).filter(text::equals).isPresent()) {
            return false;
        }
        store(notice.id(), tables.messages.rewrite(notice.id()), Body.of(text), now);
        MessageId message = new MessageId(notice.id());
        for (Reach reach : reached(message)) {
            enqueue(reach.in(), Op.NOTICE, message, reach.voice(), Optional.empty(), now);
        }
        return true;
    }

    @Override
    public boolean revise(MessageId message, Body body, Instant at, Instant now) {
        List<Integer> version = tables.messages.revise(message.value(), at);
        version.forEach(newest -> store(message.value(), newest, body, now));
        return !version.isEmpty();
    }

    @Override
    public boolean bury(MessageId message, Instant at) {
        boolean buried = tables.messages.bury(message.value(), at) == 1;
        if (buried) {
            tables.messages.dropTexts(message.value());
        }
        return buried;
    }

    @Override
    public boolean react(
            MessageId message, Conversation in, Emoji emoji, boolean there, Instant at) {
        int conversation = numbers.id(in);
        Author by = emoji.by();
        String author = PlainText.of(by.id());
        String name = PlainText.of(emoji.name());
        Optional<ReactionRow> before =
                tables.reactions.lock(message.value(), conversation, author, name);
        if (before.isEmpty()) {
            tables.reactions.add(
                    message.value(),
                    conversation,
                    author,
                    PlainText.of(by.name()),
                    by.picture().map(PlainText::of).orElse(null),
                    name,
                    there,
                    at);
            return there;
        }
        ReactionRow row = before.get();
        if (row.at().isAfter(at)) {
            return false;
        }
        tables.reactions.change(row.id(), there, at);
        return row.there() != there;
    }

    @Override
    public UUID enqueue(
            Conversation to,
            Op op,
            MessageId message,
            Voice voice,
            Optional<Emoji> emoji,
            Instant now) {
        Optional<Long> reaction =
                emoji.map(e ->
                        tables.reactions
                                .newest(
                                        message.value(),
                                        PlainText.of(e.by().id()),
                                        PlainText.of(e.name()))
                                .orElseThrow(() ->
                                        new IllegalStateException(
                                                "a delivery of an emoji that is not noted (expected: react() before)"))
                                .id());
        return enqueue(to, op, message, voice, reaction.orElse(null), now);
    }

    /// Adds a delivery of an emoji of this bridge's own, which is noted.
    void enqueueOwn(Conversation to, MessageId message, String name, Instant now) {
        long reaction = tables.reactions.own(message.value(), name).orElseThrow().id();
        enqueue(to, Op.REACT, message, Voice.PREFIX, reaction, now);
    }

    private UUID enqueue(
            Conversation to,
            Op op,
            MessageId message,
            Voice voice,
            @Nullable Long reaction,
            Instant now) {
        UUID key = UUID.randomUUID();
        queued.computeIfAbsent(numbers.id(to), _ -> new ArrayList<>())
                .add(new Queued(key, op, message, voice, reaction, now));
        return key;
    }

    /// The number of a conversation that there is.
    Optional<Integer> number(Conversation conversation) {
        return numbers.find(conversation);
    }

    /// Also where this transaction has enqueued it.
    @Override
    public List<Reach> reached(MessageId message) {
        TreeMap<Integer, Voice> voices = new TreeMap<>();
        tables.copies
                .reached(message.value())
                .forEach(row -> voices.put(row.conversation(), Voice.valueOf(row.voice())));
        queued.forEach((lane, deliveries) ->
                deliveries.stream()
                        .filter(one -> one.message().equals(message) && one.makesCopy())
                        .forEach(one -> voices.putIfAbsent(lane, one.voice())));
        return voices.entrySet().stream()
                .map(reach ->
                        new Reach(tables.conversations.name(reach.getKey()), reach.getValue()))
                .toList();
    }

    @Override
    public void adopted(UUID key, int part, String id) {
        // The delivery first: whoever stores its outcome locks it before the copy too.
        tables.deliveries
                .lock(key)
                .ifPresent(row -> {
                    Op op = Op.valueOf(row.op());
                    if (op == Op.CREATE || op == Op.NOTICE) {
                        tables.copies.add(
                                row.message(), row.lane(), part, PlainText.of(id), row.voice());
                        tables.deliveries.seen(key, part);
                    }
                });
    }

    @Override
    public void copyGone(Conversation in, String id) {
        numbers.find(in)
                .ifPresent(conversation -> tables.copies.gone(conversation, PlainText.of(id)));
    }

    @Override
    public Optional<Outage> takeOutage(Conversation lane) {
        Optional<OutageRow> row = numbers.find(lane).flatMap(tables.outages::lock);
        row.ifPresent(found -> tables.outages.forget(found.conversation()));
        return row.flatMap(OutageRow::outage);
    }

    @Override
    public void stop(String link, String why, Instant now) {
        tables.stopped.stop(PlainText.of(link), PlainText.of(why), now);
    }

    @Override
    public void resume(String link) {
        tables.stopped.resume(PlainText.of(link));
    }

    /// Puts what was enqueued at the end of its lanes, as the last of the transaction: from here to
    /// its end nobody else can.
    void close() {
        queued.forEach((lane, deliveries) -> {
            long seq = tables.deliveries.draw(lane, deliveries.size());
            for (Queued one : deliveries) {
                tables.deliveries.add(
                        lane,
                        seq++,
                        one.key(),
                        one.message().value(),
                        one.op().name(),
                        one.voice().name(),
                        one.reaction(),
                        one.now());
            }
        });
        if (!queued.isEmpty()) {
            tables.deliveries.wake();
        }
    }

    private void store(long message, int version, Body body, Instant now) {
        tables.messages.addText(
                message, version, PlainText.of(body.markdown()), body.files().size(), now);
        int place = 0;
        for (Attachment file : body.files()) {
            tables.files.add(
                    message,
                    version,
                    place++,
                    PlainText.of(file.id()),
                    PlainText.of(file.name()),
                    PlainText.of(file.mediaType()),
                    file.octets());
        }
    }

    /// A delivery that has no place yet.
    private record Queued(
            UUID key, Op op, MessageId message, Voice voice, @Nullable Long reaction, Instant now) {
        boolean makesCopy() {
            return op == Op.CREATE || op == Op.NOTICE;
        }
    }
}
