package croft.chat.irc;

import croft.chat.message.Conversation;
import croft.chat.message.IrcText;
import croft.chat.message.Markdown;
import croft.chat.relay.Network;
import croft.chat.relay.Venue;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A real IRC server as the conformance suite sees it, with a gate before the bridge.
final class IrcVenue implements Venue {
    /// As fast as tests want it.
    static final Tempo FAST =
            new Tempo(
                    10_000,
                    Duration.ofNanos(1000),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(45),
                    Duration.ofMillis(50),
                    Duration.ofMillis(400),
                    Duration.ofMillis(500));

    private static final AtomicInteger ROOMS = new AtomicInteger();

    private final Ircd server;
    private final Gate gate;
    private final Conversation room;
    private final Conversation otherRoom;
    private final Person watcher;
    private final List<Network> networks = new ArrayList<>();

    IrcVenue(Ircd server) throws Exception {
        this.server = server;
        gate = new Gate(server.port());
        int number = ROOMS.incrementAndGet();
        room = new Conversation("libera", "#room" + number);
        otherRoom = new Conversation("libera", "#other" + number);
        watcher = server.person("watcher");
        watcher.join(room.channel());
        watcher.join(otherRoom.channel());
    }

    /// The server behind the gate.
    static IrcServer behind(Gate gate) {
        return new IrcServer(
                "libera",
                "127.0.0.1",
                gate.port(),
                false,
                "croft",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public Network join() {
        Network network =
                new IrcNetwork(behind(gate), Optional.empty(), InstantSource.system(), FAST);
        networks.add(network);
        return network;
    }

    @Override
    public Conversation room() {
        return room;
    }

    @Override
    public Conversation otherRoom() {
        return otherRoom;
    }

    @Override
    public Optional<String> say(String who, Conversation in, String text, Optional<String> root)
            throws Exception {
        String tags = root.map(id -> "@+draft/reply=" + id + " ").orElse("");
        Optional<String> last = Optional.empty();
        for (String line : IrcText.write(Markdown.lines(text), 380)) {
            last = person(who, in).say(tags, in.channel(), line);
        }
        return last;
    }

    @Override
    public Optional<String> show(
            String who, Conversation in, String text, String file, byte[] content) {
        throw new UnsupportedOperationException("IRC has no files");
    }

    @Override
    public void edit(String who, Conversation in, String id, String text) {
        throw new UnsupportedOperationException("IRC has no edits");
    }

    @Override
    public void delete(String who, Conversation in, String id) {
        throw new UnsupportedOperationException("IRC has no deletions");
    }

    @Override
    public void react(String who, Conversation in, String id, String emoji, boolean there) {
        throw new UnsupportedOperationException("IRC has no reactions");
    }

    @Override
    public List<Said> seen(Conversation in) throws Exception {
        watcher.sync();
        return watcher.said(in.channel()).stream()
                .map(line ->
                        new Said(
                                line.tag("msgid").orElse(""),
                                line.from(),
                                IrcText.read(line.param(1)).plain(),
                                line.tag("+draft/reply"),
                                Set.of(),
                                List.of()))
                .toList();
    }

    @Override
    public byte[] content(Said said, String file) {
        throw new UnsupportedOperationException("IRC has no files");
    }

    @Override
    public void away() throws Exception {
        gate.shut();
    }

    @Override
    public void back() {
        gate.open();
    }

    @Override
    public void cutNextAnswer() {
        gate.cutNextAnswer();
    }

    private Person person(String nick, Conversation in) throws Exception {
        Person person = server.person(nick);
        boolean there =
                person.lines().stream()
                        .anyMatch(line ->
                                line.command().equals("366") && line.param(1).equals(in.channel()));
        if (!there) {
            person.join(in.channel());
        }
        return person;
    }

    @Override
    public void close() throws IOException {
        networks.forEach(Network::close);
        gate.close();
    }
}
