package croft.chat.ledger;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;

/// The tables of the schema `chat`, as Micronaut Data reaches them.
@Singleton
public final class Tables {
    final Transactions transactions;
    final ConversationRows conversationRows;
    final Conversations conversations;
    final KnownRows known;
    final MessageRows messages;
    final FileRows files;
    final CopyRows copies;
    final ReactionRows reactions;
    final DeliveryRows deliveries;
    final LaneRows lanes;
    final OutageRows outages;
    final StandingRows standing;
    final DeadRows dead;
    final StoppedRows stopped;
    final PruningRows pruning;
    final MemoRows memos;
    final WaitingRows waiting;
    final GhostRows ghosts;
    final EmojiRows emoji;
    final PasteRows pastes;

    Tables(
            TransactionOperations<Connection> transactions,
            ConversationRows conversationRows,
            KnownRows known,
            MessageRows messages,
            FileRows files,
            CopyRows copies,
            ReactionRows reactions,
            DeliveryRows deliveries,
            LaneRows lanes,
            OutageRows outages,
            StandingRows standing,
            DeadRows dead,
            StoppedRows stopped,
            PruningRows pruning,
            MemoRows memos,
            WaitingRows waiting,
            GhostRows ghosts,
            EmojiRows emoji,
            PasteRows pastes) {
        this.transactions = new Transactions(transactions);
        this.conversationRows = conversationRows;
        this.conversations = new Conversations(conversationRows);
        this.known = known;
        this.messages = messages;
        this.files = files;
        this.copies = copies;
        this.reactions = reactions;
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.outages = outages;
        this.standing = standing;
        this.dead = dead;
        this.stopped = stopped;
        this.pruning = pruning;
        this.memos = memos;
        this.waiting = waiting;
        this.ghosts = ghosts;
        this.emoji = emoji;
        this.pastes = pastes;
    }
}
