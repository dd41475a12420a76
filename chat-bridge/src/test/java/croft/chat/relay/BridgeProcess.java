package croft.chat.relay;

import croft.chat.ledger.DatabaseLedger;
import croft.chat.ledger.DeadLetter;
import croft.chat.ledger.LedgerDatabase;
import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/// A relay in a process of its own, between two servers behind a [PaperDoor], to be killed.
///
/// Arguments: the database's URL, the door's port, how many rooms each server has.
final class BridgeProcess {
    static final List<String> CHATS = List.of("red", "blue");

    /// What it prints when it has started.
    static final String READY = "carries";

    private BridgeProcess() {}

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        int door = Integer.parseInt(arguments[1]);
        int rooms = Integer.parseInt(arguments[2]);
        InstantSource clock = InstantSource.system();
        DatabaseLedger ledger =
                new DatabaseLedger(LedgerDatabase.tables(url, 4), LedgerDatabase.database(url));
        List<Network> networks = new ArrayList<>();
        for (String chat : CHATS) {
            networks.add(
                    new PaperNetwork(
                            chat,
                            EnumSet.allOf(Ability.class),
                            PaperDoor.to(door, chat),
                            clock,
                            false));
        }
        Relay relay = new Relay(ledger, clock, new Silence(), Bridge.LOOSE, new SplittableRandom());
        relay.carry(links(rooms), networks);
        System.out.println(READY);
        new CountDownLatch(1).await();
    }

    static List<Link> links(int rooms) {
        List<Link> links = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            String name = "room" + room;
            links.add(
                    new Link(
                            name,
                            CHATS.stream().map(chat -> new Conversation(chat, name)).toList(),
                            Voice.GHOST,
                            Set.of()));
        }
        return links;
    }

    /// Nobody is told of anything: what counts is what the servers have in the end.
    private static final class Silence implements Alarms {
        @Override
        public void stopped(String link, String why) {
            System.out.println("stopped " + link + ": " + why);
        }

        @Override
        public void dead(DeadLetter letter) {
            System.out.println("dead " + letter);
        }
    }
}
