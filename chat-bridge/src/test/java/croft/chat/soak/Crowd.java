package croft.chat.soak;

import croft.chat.relay.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// People who talk, edit, take back, answer and react. What they do follows from the seed and from
/// what they see. One thread.
final class Crowd {
    private static final List<String> EMOJI = List.of("tada", "eyes", "+1");

    /// How far back people edit, take back, answer and react.
    private static final int REACH = 30;

    private final List<Talker> talkers = new ArrayList<>();
    private final SplittableRandom random;
    private int words;
    private final AtomicInteger said = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    Crowd(Scene scene, SplittableRandom random) {
        this.random = random;
        for (String room : scene.rooms().keySet()) {
            for (Side side : scene.at(room)) {
                for (String who : side.people()) {
                    talkers.add(new Talker(side, room, who, scene.isOfOneKind(room)));
                }
            }
        }
    }

    /// Everybody says something in every room: who has said nothing yet has no account at the other
    /// servers, and reacts there as the bridge, which does so for all of these.
    void greet() {
        talkers.forEach(talker -> talker.say(""));
        done.addAndGet(talkers.size());
    }

    /// Somebody does something.
    void act() {
        talkers.get(random.nextInt(talkers.size())).act();
        done.incrementAndGet();
    }

    /// Messages so far.
    int said() {
        return said.get();
    }

    /// Messages, edits, deletions and reactions so far.
    int done() {
        return done.get();
    }

    /// Somebody in one room.
    private final class Talker {
        private final Side side;
        private final String room;
        private final String who;
        private final boolean threads;
        private final List<Mine> mine = new ArrayList<>();
        private int revisions;

        /// @param threads whether a whole thread goes with its first message everywhere: a server
        ///   of Mattermost's kind takes all answers with it, others keep these, so that people do
        ///   not take back first messages where both are linked
        Talker(Side side, String room, String who, boolean threads) {
            this.side = side;
            this.room = room;
            this.who = who;
            this.threads = threads;
        }

        void act() {
            int what = random.nextInt(100);
            if (what < 12 && !mine.isEmpty()) {
                Mine one = mine.get(random.nextInt(mine.size()));
                side.edit(who, room, one.id(), one.word() + " revised " + ++revisions);
            } else if (what < 18 && !mine.isEmpty()) {
                int one = random.nextInt(mine.size());
                if (threads || mine.get(one).answer()) {
                    side.delete(who, room, mine.remove(one).id());
                }
            } else if (what < 28) {
                other().ifPresent(shown ->
                        side.react(
                                who,
                                room,
                                shown.id(),
                                EMOJI.get(random.nextInt(EMOJI.size())),
                                random.nextInt(3) > 0));
            } else if (what < 40) {
                say(
                        other().filter(shown -> shown.by() != Shown.By.OTHERS)
                                .map(shown -> shown.root().isEmpty() ? shown.id() : shown.root())
                                .orElse(""));
            } else {
                say("");
            }
        }

        private void say(String root) {
            String word = side.chat() + ":" + room + ":" + ++words;
            side.say(who, room, word + " said", root)
                    .ifPresent(id -> {
                        said.incrementAndGet();
                        mine.add(new Mine(id, word, !root.isEmpty()));
                        if (mine.size() > REACH) {
                            mine.removeFirst();
                        }
                    });
        }

        private Optional<Shown> other() {
            List<Shown> newest = side.newest(room, REACH);
            return newest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(newest.get(random.nextInt(newest.size())));
        }
    }

    /// A message that somebody said.
    private record Mine(String id, String word, boolean answer) {}
}
