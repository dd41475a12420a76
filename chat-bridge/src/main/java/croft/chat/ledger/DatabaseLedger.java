package croft.chat.ledger;

import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import croft.platform.journal.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The ledger in PostgreSQL.
public final class DatabaseLedger implements Ledger {
    /// Rows of one kind that one pruning takes: a few tens of milliseconds.
    private static final int AT_ONCE = 5000;

    private final Tables tables;
    private final Transactions transactions;
    private final Database database;

    /// A ledger over these tables.
    ///
    /// @param database for the connection of a leadership, which is outside the pool
    public DatabaseLedger(Tables tables, Database database) {
        this.tables = tables;
        this.transactions = tables.transactions;
        this.database = database;
    }

    @Override
    public <T> T write(Function<Entry, T> what) throws LedgerAway {
        return transactions.in(() -> {
            LedgerEntry entry = new LedgerEntry(tables);
            T result = what.apply(entry);
            entry.close();
            return result;
        });
    }

    @Override
    public Optional<String> read(Conversation in) throws LedgerAway {
        return transactions.in(() ->
                tables.conversationRows
                        .of(in.chat(), in.channel())
                        .flatMap(row -> Optional.ofNullable(row.cursor())));
    }

    @Override
    public List<Conversation> readings() throws LedgerAway {
        return transactions.in(() ->
                tables.conversationRows.read().stream()
                        .map(row -> new Conversation(row.chat(), row.channel()))
                        .toList());
    }

    @Override
    public List<Emoji> emoji(Conversation in, String id) throws LedgerAway {
        return transactions.in(() -> {
            Optional<Integer> conversation = tables.conversations.numbers().find(in);
            Optional<KnownRow> message =
                    conversation.flatMap(number -> tables.known.of(number, PlainText.of(id)));
            return message.isEmpty()
                    ? List.of()
                    : tables.emoji.of(message.get().id(), conversation.orElseThrow()).stream()
                            .map(row ->
                                    new Emoji(
                                            new Author(
                                                    row.authorId(),
                                                    row.authorName(),
                                                    Optional.ofNullable(row.authorPicture())),
                                            row.name()))
                            .toList();
        });
    }

    @Override
    public List<String> known(Conversation in, int most) throws LedgerAway {
        return transactions.in(() ->
                tables.conversations
                        .numbers()
                        .find(in)
                        .map(number -> tables.known.newest(number, most))
                        .orElse(List.of()));
    }

    @Override
    public UUID bridge() throws LedgerAway {
        return transactions.in(tables.conversationRows::bridge);
    }

    @Override
    public Optional<Leadership> lead(Runnable wake, Runnable lost) throws LedgerAway {
        return HeldLeadership.take(database, wake, lost);
    }

    @Override
    public List<Conversation> due(Instant now) throws LedgerAway {
        return transactions.in(
                () -> tables.lanes.due(now).stream().map(tables.conversations::name).toList());
    }

    @Override
    public Optional<Instant> nextDue(Instant now) throws LedgerAway {
        return transactions.in(() -> tables.lanes.nextDue(now));
    }

    @Override
    public Optional<Leased> lease(Leadership leadership, Conversation lane, Instant now)
            throws LedgerAway {
        return transactions.in(() -> leased(leadership, lane, now));
    }

    private Optional<Leased> leased(Leadership leadership, Conversation lane, Instant now) {
        if (!leadership.holds()) {
            return Optional.empty();
        }
        return tables.conversations
                .numbers()
                .find(lane)
                .flatMap(id ->
                        tables.lanes.lease(id, leadership.term(), now, now.plus(LEASE)).stream()
                                .findFirst())
                .map(row -> leased(lane, row));
    }

    private Leased leased(Conversation lane, LeasedRow row) {
        return new Leased(
                lane,
                row.seq(),
                row.lease(),
                row.key(),
                Op.valueOf(row.op()),
                Voice.valueOf(row.voice()),
                said(row),
                row.version(),
                row.sentVersion(),
                row.part(),
                row.attempts(),
                row.state().equals(State.DOUBTFUL.name())
                        ? Optional.ofNullable(row.triedAt())
                        : row.part() > 0 ? Optional.ofNullable(row.triedAt()) : Optional.empty(),
                row.state().equals(State.DOUBTFUL.name()),
                row.copies(),
                Optional.ofNullable(row.rootId()),
                reaction(lane, row));
    }

    private Said said(LeasedRow row) {
        String text = row.markdown();
        Integer files = row.files();
        return new Said(
                new MessageId(row.message()),
                origin(row.originId(), row.originExtId()),
                author(row.authorId(), row.authorName(), row.authorPicture()),
                new Body(
                        text == null ? "" : text,
                        files == null || files == 0
                                ? List.of()
                                : tables.files.of(row.message(), row.version()).stream()
                                        .map(FileRow::attachment)
                                        .toList()),
                row.saidAt(),
                row.heardAt(),
                row.via(),
                row.deletedAt() != null,
                row.newest(),
                row.quiet());
    }

    private Optional<Reaction> reaction(Conversation lane, LeasedRow row) {
        Integer in = row.reactionIn();
        String name = row.emoji();
        return name == null
                ? Optional.empty()
                : Optional.of(
                        new Reaction(
                                in == null ? lane : tables.conversations.name(in),
                                new Emoji(
                                        author(
                                                        row.reactorId(),
                                                        row.reactorName(),
                                                        row.reactorPicture())
                                                .orElse(Emoji.OURS),
                                        name),
                                row.byAuthor(),
                                row.byAnyone(),
                                row.have()));
    }

    private static Optional<Author> author(
            @Nullable String id, @Nullable String name, @Nullable String picture) {
        return id == null || id.isEmpty() || name == null
                ? Optional.empty()
                : Optional.of(new Author(id, name, Optional.ofNullable(picture)));
    }

    private Optional<Said.Origin> origin(@Nullable Integer conversation, @Nullable String id) {
        return conversation == null || id == null
                ? Optional.empty()
                : Optional.of(new Said.Origin(tables.conversations.name(conversation), id));
    }

    @Override
    public boolean pieceSent(
            Leased leased, int part, Optional<String> id, boolean last, boolean late, Instant now)
            throws LedgerAway {
        return transactions.in(() -> stored(leased, part, id, last, late, now));
    }

    @Override
    public Optional<Leased> lastSent(
            Leadership leadership,
            Leased leased,
            int part,
            Optional<String> id,
            boolean late,
            Instant now)
            throws LedgerAway {
        return transactions.in(() -> {
            stored(leased, part, id, true, late, now);
            return leased(leadership, leased.lane(), now);
        });
    }

    private boolean stored(
            Leased leased, int part, Optional<String> id, boolean last, boolean late, Instant now) {
        return changed(
                leased,
                lane ->
                        tables.lanes.pieceSent(
                                lane,
                                leased.seq(),
                                leased.lease(),
                                part,
                                id.map(PlainText::of).orElse(null),
                                last,
                                late,
                                now));
    }

    @Override
    public boolean notSent(Leased leased, String why, Instant until) throws LedgerAway {
        return change(
                leased,
                lane ->
                        tables.lanes.notSent(
                                lane, leased.seq(), leased.lease(), PlainText.of(why), until));
    }

    @Override
    public boolean doubtful(Leased leased, String why, Instant until) throws LedgerAway {
        return change(
                leased,
                lane ->
                        tables.lanes.doubtful(
                                lane, leased.seq(), leased.lease(), PlainText.of(why), until));
    }

    @Override
    public boolean absent(Leased leased, boolean known, Instant now) throws LedgerAway {
        return change(
                leased,
                lane -> tables.lanes.absent(lane, leased.seq(), leased.lease(), known, now));
    }

    @Override
    public boolean finished(Leased leased, State state, Instant now) throws LedgerAway {
        if (state != State.SENT && state != State.CANCELLED) {
            throw new IllegalArgumentException(
                    "state: " + state + " (expected: SENT or CANCELLED)");
        }
        return change(
                leased,
                lane ->
                        tables.lanes.finished(
                                lane, leased.seq(), leased.lease(), state.name(), now));
    }

    @Override
    public boolean dead(Leased leased, String why, Instant now) throws LedgerAway {
        return change(
                leased,
                lane ->
                        tables.lanes.dead(
                                lane, leased.seq(), leased.lease(), PlainText.of(why), now));
    }

    private boolean change(Leased leased, Change change) throws LedgerAway {
        return transactions.in(() -> changed(leased, change));
    }

    /// An outcome that ended the delivery and is stored once more, as its first answer was lost,
    /// was stored.
    private boolean changed(Leased leased, Change change) {
        int lane = tables.conversations.numbers().find(leased.lane()).orElseThrow();
        return change.in(lane) == 1 || tables.lanes.ended(lane, leased.seq(), leased.lease()) == 1;
    }

    @Override
    public List<DeadLetter> deadLetters(int most) throws LedgerAway {
        return transactions.in(() ->
                tables.dead.newest(most).stream()
                        .map(row ->
                                new DeadLetter(
                                        row.key(),
                                        tables.conversations.name(row.lane()),
                                        Op.valueOf(row.op()),
                                        origin(row.originId(), row.originExtId()),
                                        Optional.ofNullable(row.authorName()),
                                        row.heardAt(),
                                        String.valueOf(row.trouble()),
                                        row.attempts(),
                                        row.endedAt()))
                        .toList());
    }

    @Override
    public boolean retry(UUID key, Instant now) throws LedgerAway {
        return transactions.in(() -> {
            Optional<SendingRow> row =
                    tables.deliveries
                            .lock(key)
                            .filter(found -> found.state().equals(State.DEAD.name()));
            row.ifPresent(found -> {
                tables.deliveries.retry(key, tables.deliveries.draw(found.lane(), 1), now);
                tables.deliveries.wake();
            });
            return row.isPresent();
        });
    }

    @Override
    public boolean drop(UUID key, Instant now) throws LedgerAway {
        return transactions.in(() -> tables.deliveries.drop(key, now) == 1);
    }

    @Override
    public List<LaneStanding> standing() throws LedgerAway {
        return transactions.in(() ->
                tables.standing.all().stream()
                        .map(row -> row.standing(tables.conversations.name(row.conversation())))
                        .toList());
    }

    @Override
    public List<StoppedLink> stopped() throws LedgerAway {
        return transactions.in(() ->
                tables.stopped.all().stream()
                        .map(row -> new StoppedLink(row.link(), row.why(), row.at()))
                        .toList());
    }

    @Override
    public Pruned prune(Keep keep, Instant now) throws LedgerAway {
        int texts =
                transactions.in(() ->
                        tables.pruning.deletedTexts(AT_ONCE)
                                + tables.pruning.texts(now.minus(keep.texts()), AT_ONCE)
                                + tables.pruning.pastes(now.minus(keep.texts()), AT_ONCE));
        int deliveries =
                transactions.in(
                        () -> tables.pruning.deliveries(now.minus(keep.deliveries()), AT_ONCE));
        int keys = transactions.in(() -> tables.pruning.keys(now.minus(keep.keys()), AT_ONCE));
        return new Pruned(texts, deliveries, keys);
    }

    /// What is stored of a delivery.
    private interface Change {
        /// Changes rows, and counts them.
        int in(int lane);
    }
}
