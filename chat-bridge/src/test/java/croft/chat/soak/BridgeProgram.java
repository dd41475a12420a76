package croft.chat.soak;

import croft.chat.ledger.DatabaseLedger;
import croft.chat.ledger.DeadLetter;
import croft.chat.ledger.Ghosts;
import croft.chat.ledger.LedgerDatabase;
import croft.chat.ledger.Tables;
import croft.chat.mattermost.MattermostNetwork;
import croft.chat.mattermost.Memory;
import croft.chat.mattermost.Server;
import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import croft.chat.relay.Ability;
import croft.chat.relay.Alarms;
import croft.chat.relay.Link;
import croft.chat.relay.Network;
import croft.chat.relay.PaperDoor;
import croft.chat.relay.PaperNetwork;
import croft.chat.relay.Relay;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The bridge in a process of its own, to be killed: the relay, the ledger and the networks that
/// the service has, with its own settings, between the servers of a [Scene].
///
/// Arguments: the database's URL; of each Mattermost server its port, the bridge's token and the
/// administrator's; the port of the third server; `train` if it is to end by itself.
final class BridgeProgram {
    /// What it prints when it has started.
    static final String READY = "carries";

    /// How long it learns what to load, where it is trained.
    private static final int SECONDS_OF_TRAINING = 8;

    /// By what name the Mattermost servers are called.
    private static final String HOST = System.getProperty("croft.soak.host", "127.0.0.1");

    private BridgeProgram() {}

    public static void main(String[] arguments) throws Exception {
        InstantSource clock = InstantSource.system();
        String url = arguments[0];
        Tables tables = LedgerDatabase.tables(url, 4);
        DatabaseLedger ledger = new DatabaseLedger(tables, LedgerDatabase.database(url));
        Memory memory = Memory.of(ledger, new Ghosts(tables, LedgerDatabase.seal(1)));
        List<Network> networks =
                List.of(
                        mattermost(Scene.RED, arguments, 1, memory, clock),
                        mattermost(Scene.BLUE, arguments, 4, memory, clock),
                        new PaperNetwork(
                                Scene.SLATE,
                                EnumSet.allOf(Ability.class),
                                PaperDoor.to(Integer.parseInt(arguments[7]), Scene.SLATE),
                                clock,
                                false));
        Relay relay = new Relay(ledger, clock, new Printed());
        relay.carry(links(), networks);
        System.out.println(READY);
        if (arguments.length > 8) {
            TimeUnit.SECONDS.sleep(SECONDS_OF_TRAINING);
            relay.close();
            networks.forEach(Network::close);
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    private static Network mattermost(
            String chat, String[] arguments, int from, Memory memory, InstantSource clock) {
        return new MattermostNetwork(
                new Server(
                        chat,
                        URI.create("http://" + HOST + ":" + arguments[from]),
                        () -> arguments[from + 1],
                        Optional.of(() -> arguments[from + 2])),
                memory,
                clock);
    }

    private static List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (Map.Entry<String, List<String>> room : Scene.ROOMS.entrySet()) {
            links.add(
                    new Link(
                            room.getKey(),
                            room.getValue().stream()
                                    .map(chat -> conversation(chat, room.getKey()))
                                    .toList(),
                            Voice.GHOST,
                            Set.of()));
        }
        return links;
    }

    private static Conversation conversation(String chat, String room) {
        return new Conversation(chat, chat.equals(Scene.SLATE) ? room : "guild/" + room);
    }

    /// Nobody is to be told of anything: what counts is what the servers have in the end.
    private static final class Printed implements Alarms {
        @Override
        public void stopped(String link, String why) {
            System.err.println("stopped " + link + ": " + why);
        }

        @Override
        public void dead(DeadLetter letter) {
            System.err.println("dead " + letter);
        }
    }
}
