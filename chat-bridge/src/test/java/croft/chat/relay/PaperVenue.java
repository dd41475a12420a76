package croft.chat.relay;

import croft.chat.message.Conversation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A [PaperServer] and its people.
final class PaperVenue implements Venue {
    final PaperServer server;
    private final String chat;
    private final Set<Ability> abilities;
    private final InstantSource clock;
    private final boolean hints;
    private final List<Network> joined = new ArrayList<>();

    PaperVenue(String chat, Set<Ability> abilities, InstantSource clock, boolean hints) {
        this.chat = chat;
        this.abilities = abilities;
        this.clock = clock;
        this.hints = hints;
        server = new PaperServer(clock);
    }

    @Override
    public Network join() {
        PaperNetwork network = new PaperNetwork(chat, abilities, server::ask, clock, hints);
        joined.add(network);
        return network;
    }

    @Override
    public Conversation room() {
        return new Conversation(chat, "room");
    }

    @Override
    public Conversation otherRoom() {
        return new Conversation(chat, "other");
    }

    @Override
    public Optional<String> say(String who, Conversation in, String text, Optional<String> root) {
        return Optional.of(
                server.perform(
                        List.of(
                                "post",
                                in.channel(),
                                who,
                                who,
                                "",
                                text,
                                root.orElse(""),
                                "",
                                "0",
                                "")));
    }

    /// A program says something, which came through `via`.
    String announce(String bot, Conversation in, String text, String via) {
        return server.perform(
                List.of("post", in.channel(), bot, bot, "bot", text, "", "", "0", via));
    }

    @Override
    public Optional<String> show(
            String who, Conversation in, String text, String file, byte[] content) {
        return Optional.of(
                server.perform(
                        List.of(
                                "post",
                                in.channel(),
                                who,
                                who,
                                "",
                                text,
                                "",
                                "",
                                "0",
                                "",
                                file,
                                PaperServer.encoded(content))));
    }

    @Override
    public void edit(String who, Conversation in, String id, String text) {
        server.perform(List.of("edit", in.channel(), id, text));
    }

    @Override
    public void delete(String who, Conversation in, String id) {
        server.perform(List.of("delete", in.channel(), id));
    }

    @Override
    public void react(String who, Conversation in, String id, String emoji, boolean there) {
        server.perform(List.of("react", in.channel(), id, who, who, emoji, there ? "there" : ""));
    }

    @Override
    public List<Said> seen(Conversation in) {
        return server.posts(in.channel()).stream()
                .map(l ->
                        new Said(
                                l.id(),
                                l.name(),
                                l.text(),
                                l.root().isEmpty() ? Optional.empty() : Optional.of(l.root()),
                                server.reactions(in.channel(), l.id()).stream()
                                        .map(r -> r.substring(0, r.indexOf(' ')))
                                        .collect(Collectors.toSet()),
                                l.files().isEmpty()
                                        ? List.of()
                                        : List.of(l.files().split(" ", -1)).stream()
                                                .map(f -> f.substring(f.indexOf('/') + 1))
                                                .toList()))
                .toList();
    }

    /// The texts that people see there, oldest first.
    List<String> texts(String channel) {
        return server.posts(channel).stream().map(PaperServer.Line::text).toList();
    }

    @Override
    public byte[] content(Said said, String file) {
        return server.file(said.id() + "/" + file);
    }

    @Override
    public void away() {
        server.away(true);
    }

    @Override
    public void back() {
        server.away(false);
    }

    @Override
    public void cutNextAnswer() {
        server.next(PaperServer.Fault.CUT);
    }

    @Override
    public void close() {
        joined.forEach(Network::close);
    }
}
