package croft.chat.irc;

import static croft.chat.irc.Messages.NO_FILES;
import static croft.chat.irc.Messages.ROOM;
import static croft.chat.irc.Messages.message;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Outgoing;
import croft.chat.relay.Outcome;
import croft.chat.relay.Standing;
import croft.chat.relay.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What servers, people and networks do to a connection, and that nothing is lost by it.
@Timeout(60)
class IrcTroubleTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Messages heard = new Messages();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerKilledInABurstLosesNothing(boolean echoes) throws Exception {
        Ircd server = kept(echoes ? Ircd.modern() : Ircd.plain());
        Gate gate = kept(new Gate(server.port()));
        Person before = kept(new Person(server.port(), "before"));
        before.join(ROOM.channel());
        IrcNetwork network = attended(gate, IrcVenue.FAST);
        List<Outgoing.Create> all =
                IntStream.rangeClosed(1, 500).mapToObj(i -> message("n" + i + ".")).toList();

        CompletableFuture<Integer> lane = CompletableFuture.supplyAsync(() -> lane(network, all));
        eventually("half is there", () -> before.said(ROOM.channel()).size() > 200);
        gate.shut();
        server.kill();
        server.revive();
        Person after = kept(new Person(server.port(), "after"));
        after.join(ROOM.channel());
        gate.open();
        int doubtful = lane.get(50, TimeUnit.SECONDS);
        after.sync();

        List<Integer> seen = new ArrayList<>(numbers(before));
        seen.addAll(numbers(after));
        assertThat(seen.stream().distinct().sorted().toList())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 500).boxed().toList());
        assertThat(seen).isSorted();
        assertThat(seen.size() - 500).isLessThanOrEqualTo(doubtful).isLessThanOrEqualTo(1);
    }

    @Test
    void whereTheChannelKeepsHistoryWhatIsThereIsFoundAndWhatWasMissedIsHeard() throws Exception {
        Ircd server = kept(Ircd.modern());
        Gate gate = kept(new Gate(server.port()));
        Person alice = kept(new Person(server.port(), "alice"));
        alice.join(ROOM.channel());
        alice.write("MODE " + ROOM.channel() + " +H 100:1d");
        IrcNetwork network = attended(gate, IrcVenue.FAST);
        alice.say(ROOM.channel(), "before");
        eventually("heard", () -> heard.texts().equals(List.of("before")));
        Outgoing.Create once = message("once");

        gate.cutNextAnswer();
        assertThat(network.send(once, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);
        gate.shut();
        alice.say(ROOM.channel(), "missed");
        gate.open();

        assertThat(trace(network, once)).isInstanceOf(Trace.Found.class);
        eventually("heard", () -> heard.texts().equals(List.of("before", "missed")));
    }

    @Test
    void whoIsKickedComesBack() throws Exception {
        Ircd server = kept(Ircd.modern());
        Person alice = kept(new Person(server.port(), "alice"));
        alice.join(ROOM.channel());
        IrcNetwork network = attended(kept(new Gate(server.port())), IrcVenue.FAST);

        for (int i = 1; i <= 3; i++) {
            alice.write("KICK " + ROOM.channel() + " croft :out");
            assertThat(lane(network, List.of(message("n" + i + ".")))).isZero();
        }

        alice.sync();
        assertThat(numbers(alice)).containsExactly(1, 2, 3);
    }

    @Test
    void aBanIsToldAndEndsWhenItEnds() throws Exception {
        Ircd server = kept(Ircd.modern());
        Person alice = kept(new Person(server.port(), "alice"));
        alice.join(ROOM.channel());
        alice.write("MODE " + ROOM.channel() + " +b croft!*@*");
        alice.sync();
        IrcNetwork network = attended(kept(new Gate(server.port())), IrcVenue.FAST);

        assertThat(((Standing.Up) network.standing()).warning().orElseThrow())
                .startsWith("not in #rust: ")
                .contains("banned");
        Outcome outcome = network.send(message("x"), 0, NO_FILES);
        assertThat(((Outcome.NotSent) outcome).why()).contains("banned");

        alice.write("MODE " + ROOM.channel() + " -b croft!*@*");
        assertThat(lane(network, List.of(message("n1.")))).isZero();
        assertThat(((Standing.Up) network.standing()).warning()).isEmpty();
    }

    @Test
    void whatMayNotBeSaidIsRefused() throws Exception {
        Ircd server = kept(Ircd.modern());
        Person alice = kept(new Person(server.port(), "alice"));
        alice.join(ROOM.channel());
        IrcNetwork network = attended(kept(new Gate(server.port())), IrcVenue.FAST);

        alice.write("MODE " + ROOM.channel() + " +m");
        alice.sync();

        assertThat(network.send(message("x"), 0, NO_FILES)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aNickThatIsTakenIsHadAsSoonAsItIsFree() throws Exception {
        Ircd server = kept(Ircd.modern());
        Person thief = new Person(server.port(), "croft");
        Person alice = kept(new Person(server.port(), "alice"));
        alice.join(ROOM.channel());
        IrcNetwork network = attended(kept(new Gate(server.port())), IrcVenue.FAST);
        lane(network, List.of(message("n1.")));
        thief.close();
        alice.await("the nick is back", line -> isNick(line, "croft_", "croft"));
        lane(network, List.of(message("n2.")));

        alice.oper();
        alice.write("SANICK croft :Guest42");
        alice.await("a collision", line -> isNick(line, "croft", "Guest42"));
        lane(network, List.of(message("n3.")));
        alice.await("the nick is back again", line -> isNick(line, "Guest42", "croft"));
        lane(network, List.of(message("n4.")));

        alice.sync();
        assertThat(numbers(alice)).containsExactly(1, 2, 3, 4);
        assertThat(heard.texts()).isEmpty();
    }

    @Test
    void aServerThatSlowsDownIsWaitedFor() throws Exception {
        Ircd server = kept(Ircd.slow());
        Person alice = kept(new Person(server.port(), "alice"));
        alice.join(ROOM.channel());
        IrcNetwork network = attended(kept(new Gate(server.port())), IrcVenue.FAST);
        List<Outgoing.Create> all =
                IntStream.rangeClosed(1, 13).mapToObj(i -> message("n" + i + ".")).toList();

        assertThat(lane(network, all)).isZero();

        // the server has told the bridge; others it tells when it comes to them
        eventually("she has heard all", () -> numbers(alice).contains(13));
        assertThat(numbers(alice))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).boxed().toList());
    }

    @Test
    void aConnectionWhoseOtherEndIsGoneIsNoticed() throws Exception {
        Ircd server = kept(Ircd.modern());
        Gate gate = kept(new Gate(server.port()));
        Tempo fast = IrcVenue.FAST;
        IrcNetwork network =
                attended(
                        gate,
                        new Tempo(
                                fast.burst(),
                                fast.each(),
                                Duration.ofSeconds(20),
                                Duration.ofMillis(400),
                                fast.retry(),
                                fast.longest(),
                                fast.regain()));

        gate.swallow();
        Outcome outcome = network.send(message("x"), 0, NO_FILES);

        assertThat(((Outcome.Doubtful) outcome).why()).startsWith("the server has said nothing");
        gate.open();
        eventually("up again", () -> network.standing() instanceof Standing.Up);
        assertThat(lane(network, List.of(message("n1.")))).isZero();
    }

    private IrcNetwork attended(Gate gate, Tempo tempo) throws Exception {
        IrcNetwork network =
                kept(
                        new IrcNetwork(
                                IrcVenue.behind(gate),
                                Optional.empty(),
                                InstantSource.system(),
                                tempo));
        network.attend(Set.of(ROOM), heard);
        eventually("up", () -> network.standing() instanceof Standing.Up);
        return network;
    }

    /// Sends all as the relay does: in order, each until it is there.
    ///
    /// @return how often it had to be sent again without knowing
    private static int lane(IrcNetwork network, List<Outgoing.Create> all) {
        int again = 0;
        try {
            for (Outgoing.Create each : all) {
                boolean[] doubtful = {false};
                int[] resent = {0};
                eventually(
                        "sent",
                        () -> {
                            if (doubtful[0]) {
                                switch (network.find(each, 0, Instant.EPOCH)) {
                                    case Trace.Found _ -> {
                                        return true;
                                    }
                                    case Trace.Later _ -> {
                                        return false;
                                    }
                                    case Trace.Absent _ -> {}
                                    case Trace.Unknowable _ -> resent[0]++;
                                }
                            }
                            Outcome outcome = network.send(each, 0, NO_FILES);
                            doubtful[0] = outcome instanceof Outcome.Doubtful;
                            return outcome instanceof Outcome.Sent;
                        });
                again += resent[0];
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return again;
    }

    private static Trace trace(IrcNetwork network, Outgoing outgoing) throws Exception {
        List<Trace> last = new ArrayList<>();
        eventually(
                "an answer",
                () -> {
                    last.add(network.find(outgoing, 0, Instant.EPOCH));
                    return !(last.getLast() instanceof Trace.Later);
                });
        return last.getLast();
    }

    private static List<Integer> numbers(Person person) {
        return person.said(ROOM.channel()).stream()
                .map(line -> line.param(1).replaceAll("<Wilma> n(\\d+)\\.", "$1"))
                .map(Integer::valueOf)
                .toList();
    }

    private static boolean isNick(IrcLine line, String from, String to) {
        return line.command().equals("NICK") && line.from().equals(from) && line.last().equals(to);
    }

    private <T extends AutoCloseable> T kept(T resource) {
        open.add(resource);
        return resource;
    }
}
