package croft.chat.soak;

import croft.chat.fault.FaultProxy;
import croft.chat.relay.PaperDoor;
import croft.chat.relay.PaperServer;
import croft.chat.relay.Shown;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server in memory of another kind, whose network is neither Mattermost nor IRC.
final class PaperSide implements Side {
    private static final String GHOST = "ghost-";

    private final String chat;
    private final List<String> people;
    private final Map<String, String> names;
    private final PaperServer server = new PaperServer(InstantSource.system());
    private final Deque<PaperServer.Fault> faults = new ArrayDeque<>();
    private final PaperDoor door;
    private final FaultProxy proxy;

    /// @param names what people of the other servers are called, by their ids
    PaperSide(String chat, List<String> people, Map<String, String> names) throws IOException {
        this.chat = chat;
        this.people = people.stream().map(name -> name + "-" + chat).toList();
        this.names = Map.copyOf(names);
        server.plan(this::fault);
        door = new PaperDoor(Map.of(chat, server));
        proxy = FaultProxy.before(door.port());
    }

    private PaperServer.Fault fault() {
        synchronized (faults) {
            return Optional.ofNullable(faults.poll()).orElse(PaperServer.Fault.NONE);
        }
    }

    @Override
    public String chat() {
        return chat;
    }

    @Override
    public List<String> people() {
        return people;
    }

    @Override
    public Optional<String> say(String who, String room, String text, String root) {
        return Optional.of(
                server.perform(List.of("post", room, who, who, "", text, root, "", "0", "")));
    }

    @Override
    public void edit(String who, String room, String id, String text) {
        server.perform(List.of("edit", room, id, text));
    }

    @Override
    public void delete(String who, String room, String id) {
        server.perform(List.of("delete", room, id));
    }

    @Override
    public void react(String who, String room, String id, String emoji, boolean there) {
        server.perform(List.of("react", room, id, who, who, emoji, there ? "there" : ""));
    }

    @Override
    public List<Shown> newest(String room, int most) {
        return server.newest(room, most).stream().map(line -> shown(room, line)).toList();
    }

    @Override
    public List<Shown> seen(String room) {
        return server.posts(room).stream().map(line -> shown(room, line)).toList();
    }

    private Shown shown(String room, PaperServer.Line line) {
        Set<String> reactions = new HashSet<>();
        for (String reaction : server.reactions(room, line.id())) {
            int space = reaction.indexOf(' ');
            String by = reaction.substring(space + 1).replace(GHOST, "");
            reactions.add(reaction.substring(0, space) + " " + names.getOrDefault(by, by));
        }
        return new Shown(
                line.id(),
                line.author().equals("bridge")
                        ? Shown.By.OTHERS
                        : line.bot() ? Shown.By.BRIDGE : Shown.By.PERSON,
                line.text().replace(" (late)", ""),
                line.root(),
                reactions);
    }

    @Override
    public FaultProxy way() {
        return proxy;
    }

    /// It has no memory apart from its store: what breaks is what is connected.
    @Override
    public void restart() {
        proxy.cut();
    }

    @Override
    public void trouble(int kind) {
        synchronized (faults) {
            faults.addAll(
                    switch (Math.floorMod(kind, 5)) {
                        case 0 -> List.of(PaperServer.Fault.CUT);
                        case 1 -> List.of(PaperServer.Fault.LOST);
                        case 2 -> List.of(PaperServer.Fault.LIMBO);
                        case 3 -> List.of(PaperServer.Fault.BUSY, PaperServer.Fault.BUSY);
                        default -> List.of(PaperServer.Fault.ECHOED_TWICE);
                    });
        }
    }

    @Override
    public void calm() {
        proxy.heal();
        synchronized (faults) {
            faults.clear();
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        door.close();
    }
}
