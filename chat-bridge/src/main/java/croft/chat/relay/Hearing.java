package croft.chat.relay;

import croft.chat.ledger.Emoji;
import croft.chat.ledger.Entry;
import croft.chat.ledger.Known;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.ledger.MessageId;
import croft.chat.ledger.Op;
import croft.chat.ledger.Sending;
import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Voice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The intake: decides what is carried, and stores what was heard with what is to be sent for it,
/// in one transaction. Any thread; the ledger lets those that hear the same conversation in one
/// after another.
///
/// A message goes over the links that there are at the moment in which it is stored. What happens
/// to it later follows its copies, whatever the links are by then: somebody who takes back what
/// they said is not to be told that the bridge has moved.
final class Hearing implements Intake {
    private final Ledger ledger;
    private final Opening opening;
    private final Switchboard switchboard;
    private final InstantSource clock;
    private volatile Carriage listener = (_, _) -> {};

    Hearing(Ledger ledger, Opening opening, Switchboard switchboard, InstantSource clock) {
        this.ledger = ledger;
        this.opening = opening;
        this.switchboard = switchboard;
        this.clock = clock;
    }

    /// Names whom to tell of what was stored to be carried.
    void onCarried(Carriage to) {
        listener = to;
    }

    @Override
    public void take(Conversation in, List<Incoming> happened, Optional<String> read)
            throws NotTaken {
        if (switchboard.links().of(in).isEmpty()) {
            // It was unlinked just now: how far it was read is forgotten, and stays so.
            return;
        }
        List<Incoming> clean = happened.stream().map(Cleaning::of).toList();
        Instant now = clock.instant();
        List<Carried> carried;
        try {
            String bridge = opening.bridge();
            carried =
                    ledger.write(entry -> {
                        Hour hour = new Hour(entry, in, read.isPresent(), bridge, now);
                        clean.forEach(hour::hear);
                        read.ifPresent(cursor -> entry.read(in, cursor, now));
                        return hour.carried;
                    });
        } catch (LedgerAway e) {
            throw notTaken(e);
        }
        carried.forEach(c -> {
            switchboard.count(c.over(), c.posted());
            listener.carried(c.posted(), c.over());
        });
    }

    @Override
    public Optional<String> read(Conversation in) throws NotTaken {
        try {
            return ledger.read(in);
        } catch (LedgerAway e) {
            throw notTaken(e);
        }
    }

    private static NotTaken notTaken(LedgerAway away) {
        NotTaken notTaken = new NotTaken(String.valueOf(away.getMessage()));
        notTaken.initCause(away);
        return notTaken;
    }

    /// A message that was stored, and over which links.
    private record Carried(Incoming.Posted posted, List<Link> over) {}

    /// One transaction.
    private final class Hour {
        private final Entry entry;
        private final Conversation in;
        private final boolean inOrder;
        private final String bridge;
        private final Instant now;
        private final List<Carried> carried = new ArrayList<>();

        /// @param inOrder whether nothing is missing before what is heard now
        /// @param bridge this bridge's name among those that a message came through
        Hour(Entry entry, Conversation in, boolean inOrder, String bridge, Instant now) {
            this.entry = entry;
            this.in = in;
            this.inOrder = inOrder;
            this.bridge = bridge;
            this.now = now;
        }

        void hear(Incoming incoming) {
            switch (incoming) {
                case Incoming.Posted posted -> posted(posted);
                case Incoming.Edited edited -> edited(edited);
                case Incoming.Deleted deleted -> deleted(deleted);
                case Incoming.Reacted r -> reacted(r, r.by(), r.emoji(), true);
                case Incoming.Unreacted u -> reacted(u, u.by(), u.emoji(), false);
            }
        }

        private void posted(Incoming.Posted posted) {
            if (!entry.heard(in, posted.key(), now)) {
                return;
            }
            switch (admission(posted)) {
                case Admission.Ours _ -> {}
                case Admission.Carried(List<Link> over) -> {
                    if (!over.isEmpty()) {
                        carry(posted, over);
                    }
                }
            }
        }

        private Admission admission(Incoming.Posted posted) {
            Optional<Known> known = entry.known(in, posted.id());
            if (known.isPresent()) {
                return known.get().original()
                        ? new Admission.Carried(List.of())
                        : new Admission.Ours(Admission.Sign.COPY);
            }
            Optional<Sending> sending = posted.marks().key().flatMap(entry::delivery);
            if (sending.isPresent()) {
                if (sending.get().lane().equals(in)) {
                    entry.adopted(sending.get().key(), posted.marks().part(), posted.id());
                }
                return new Admission.Ours(Admission.Sign.KEY);
            }
            if (switchboard.own(in.chat(), posted.author())) {
                return new Admission.Ours(Admission.Sign.ACCOUNT);
            }
            if (posted.marks().via().contains(bridge)) {
                return new Admission.Ours(Admission.Sign.VIA);
            }
            return new Admission.Carried(
                    switchboard.running(in).stream()
                            .filter(link -> !posted.marks().bot() || link.carries(posted.author()))
                            .toList());
        }

        private void carry(Incoming.Posted posted, List<Link> over) {
            Optional<MessageId> root =
                    posted.root()
                            .flatMap(id -> entry.known(in, id))
                            .map(known -> known.root().orElse(known.message()));
            MessageId message = entry.message(posted, root, now);
            Map<Conversation, Voice> to = new LinkedHashMap<>();
            for (Link link : over) {
                for (Conversation other : link.between()) {
                    if (!other.equals(in)) {
                        to.putIfAbsent(other, switchboard.voice(link, other));
                    }
                }
            }
            to.forEach((other, voice) ->
                    entry.enqueue(other, Op.CREATE, message, voice, Optional.empty(), now));
            carried.add(new Carried(posted, over));
        }

        private void edited(Incoming.Edited edited) {
            Optional<Known> known = toHappenTo(edited);
            if (known.isPresent()
                    && known.get().original()
                    && entry.revise(known.get().message(), edited.body(), edited.at(), now)) {
                spread(known.get().message(), Op.EDIT);
            }
        }

        /// Whoever deletes a copy has tidied up where it is; the message is its author's, and stays
        /// elsewhere.
        private void deleted(Incoming.Deleted deleted) {
            Optional<Known> known = toHappenTo(deleted);
            if (known.isEmpty()) {
                // A reading that finds it gone may overtake the news that it was written.
                entry.heard(in, Incoming.Posted.key(deleted.id()), now);
                return;
            }
            if (!known.get().original()) {
                entry.copyGone(in, deleted.id());
            } else if (entry.bury(known.get().message(), deleted.at())) {
                spread(known.get().message(), Op.DELETE);
            }
        }

        private void spread(MessageId message, Op op) {
            for (Entry.Reach reach : entry.reached(message)) {
                entry.enqueue(reach.in(), op, message, reach.voice(), Optional.empty(), now);
            }
        }

        private void reacted(Incoming reaction, Author by, String emoji, boolean there) {
            if (switchboard.own(in.chat(), by)) {
                return;
            }
            Optional<Known> known = toHappenTo(reaction);
            if (known.isEmpty() || known.get().deleted()) {
                return;
            }
            MessageId message = known.get().message();
            Emoji put = new Emoji(by, emoji);
            if (!entry.react(message, in, put, there, reaction.at())) {
                return;
            }
            Map<Conversation, Voice> to = new LinkedHashMap<>();
            known.get().origin().ifPresent(origin -> to.put(origin, switchboard.voice(in, origin)));
            entry.reached(message).forEach(reach -> to.put(reach.in(), reach.voice()));
            to.remove(in);
            to.forEach((other, voice) ->
                    entry.enqueue(other, Op.REACT, message, voice, Optional.of(put), now));
        }

        /// The message that something new happened to. What happened to one that is not known is
        /// forgotten when it was heard in order: the message is older than the link, or is not
        /// carried. Else the message itself may still come, and then this comes again after it.
        private Optional<Known> toHappenTo(Incoming incoming) {
            Optional<Known> known = entry.known(in, incoming.id());
            if (known.isEmpty() && !inOrder) {
                return Optional.empty();
            }
            return entry.heard(in, incoming.key(), now) ? known : Optional.empty();
        }
    }
}
