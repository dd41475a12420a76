package croft.chat.relay;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Marks;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A network of [PaperServer]s. It can do what it is told that it can do, and may tell what it
/// hears twice, the first time in any order.
public final class PaperNetwork implements Network {
    /// How a server is asked.
    public interface Wire {
        /// Asks it, and waits for the answer.
        ///
        /// @throws ConnectException if the request surely did not arrive
        List<String> ask(List<String> request) throws IOException, InterruptedException;
    }

    /// Texts are cut into pieces of this many characters.
    static final int PIECE = 400;

    private static final Duration BREATH = Duration.ofMillis(20);

    private final String chat;
    private final Set<Ability> abilities;
    private final Wire wire;
    private final InstantSource clock;
    private final boolean hints;
    private final Map<Conversation, Ear> ears = new HashMap<>();
    private volatile Standing standing;
    private boolean closed;

    public PaperNetwork(
            String chat, Set<Ability> abilities, Wire wire, InstantSource clock, boolean hints) {
        this.chat = chat;
        this.abilities = Set.copyOf(abilities);
        this.wire = wire;
        this.clock = clock;
        this.hints = hints;
        standing = new Standing.Away(clock.instant(), "not attending yet");
    }

    @Override
    public String chat() {
        return chat;
    }

    @Override
    public Set<Ability> abilities() {
        return abilities;
    }

    @Override
    public synchronized void attend(Set<Conversation> conversations, Intake intake) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        ears.entrySet()
                .removeIf(e -> {
                    boolean left = !conversations.contains(e.getKey());
                    if (left) {
                        e.getValue().leave();
                    }
                    return left;
                });
        for (Conversation each : conversations) {
            ears.computeIfAbsent(each, _ -> new Ear(each, intake)).start();
        }
    }

    private void up() {
        if (!(standing instanceof Standing.Up)) {
            standing = new Standing.Up(clock.instant(), "paper 1.0", Optional.empty());
        }
    }

    private static Incoming incoming(Conversation in, PaperServer.Line line) {
        Instant at = Instant.ofEpochMilli(line.at());
        Author author = new Author(line.author(), line.name(), Optional.empty());
        List<Attachment> files = new ArrayList<>();
        for (String file : line.files().isEmpty() ? List.<String>of() : words(line.files())) {
            files.add(
                    new Attachment(
                            file, file.substring(file.indexOf('/') + 1), "text/plain", 1000));
        }
        Marks marks =
                new Marks(
                        line.key().isEmpty()
                                ? Optional.empty()
                                : Optional.of(UUID.fromString(line.key())),
                        line.part(),
                        line.via().isEmpty() ? List.of() : words(line.via()),
                        line.bot());
        Body body = new Body(line.text(), files);
        return switch (line.kind()) {
            case "posted" ->
                    new Incoming.Posted(
                            in, line.id(), optional(line.root()), author, body, at, marks);
            case "edited" -> new Incoming.Edited(in, line.id(), body, at, marks);
            case "deleted" -> new Incoming.Deleted(in, line.id(), at);
            case "reacted" -> new Incoming.Reacted(in, line.id(), author, line.emoji(), at);
            case "unreacted" -> new Incoming.Unreacted(in, line.id(), author, line.emoji(), at);
            default -> throw new IllegalArgumentException(line.kind());
        };
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public int parts(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.Create create -> pieces(text(create)).size();
            case Outgoing.Edit edit ->
                    abilities.contains(Ability.EDITS)
                            ? Math.max(pieces(text(edit)).size(), edit.parts().size())
                            : 0;
            case Outgoing.Delete delete ->
                    abilities.contains(Ability.DELETES) ? delete.parts().size() : 0;
            case Outgoing.React _ -> abilities.contains(Ability.REACTIONS) ? 1 : 0;
            case Outgoing.Notice _ -> 1;
        };
    }

    @Override
    public Outcome send(Outgoing outgoing, int part, Files files) throws InterruptedException {
        try {
            List<String> answer = wire.ask(request(outgoing, part, files));
            return switch (answer.getFirst()) {
                case "ok" -> new Outcome.Sent(optional(answer.get(1)));
                case "away" -> new Outcome.NotSent("the server is away", Optional.empty());
                case "busy" -> new Outcome.NotSent("the server is busy", Optional.of(BREATH));
                case "refused" -> new Outcome.Refused("the server refuses it");
                default -> new Outcome.Doubtful("no answer");
            };
        } catch (ConnectException e) {
            return new Outcome.NotSent("not connected", Optional.empty());
        } catch (IOException e) {
            return new Outcome.Doubtful("no answer");
        }
    }

    private List<String> request(Outgoing outgoing, int part, Files files)
            throws IOException, InterruptedException {
        String room = outgoing.to().channel();
        String key = outgoing.key().toString();
        return switch (outgoing) {
            case Outgoing.Create create -> {
                List<String> request =
                        new ArrayList<>(
                                List.of(
                                        "post",
                                        room,
                                        account(create.voice(), create.author()),
                                        shown(create.voice(), create.author()),
                                        "bot",
                                        pieces(text(create)).get(part),
                                        create.root().orElse(""),
                                        key,
                                        Integer.toString(part),
                                        String.join(" ", create.via())));
                if (part == 0 && abilities.contains(Ability.FILES)) {
                    for (Attachment file : create.body().files()) {
                        try (InputStream content = files.open(file)) {
                            request.add(file.name());
                            request.add(PaperServer.encoded(content.readAllBytes()));
                        }
                    }
                }
                yield request;
            }
            case Outgoing.Edit edit -> {
                List<String> pieces = pieces(text(edit));
                String id = part < edit.parts().size() ? edit.parts().get(part) : "";
                if (part >= pieces.size()) {
                    yield List.of("delete", room, id);
                }
                yield id.isEmpty()
                        ? List.of(
                                "post",
                                room,
                                account(edit.voice(), edit.author()),
                                shown(edit.voice(), edit.author()),
                                "bot",
                                pieces.get(part),
                                "",
                                key,
                                Integer.toString(part),
                                "")
                        : List.of("edit", room, id, pieces.get(part));
            }
            case Outgoing.Delete delete -> List.of("delete", room, delete.parts().get(part));
            case Outgoing.React react ->
                    List.of(
                            "react",
                            room,
                            react.id(),
                            account(react.voice(), react.author()),
                            shown(react.voice(), react.author()),
                            react.emoji(),
                            react.there() ? "there" : "");
            case Outgoing.Notice notice ->
                    notice.edits()
                            .map(id -> List.of("edit", room, id, notice.markdown()))
                            .orElseGet(() ->
                                    List.of(
                                            "post",
                                            room,
                                            "bridge",
                                            "bridge",
                                            "bot",
                                            notice.markdown(),
                                            notice.root().orElse(""),
                                            key,
                                            "0",
                                            ""));
        };
    }

    private String account(Voice voice, Author author) {
        return ghost(voice) ? "ghost-" + author.id() : "bridge";
    }

    private String shown(Voice voice, Author author) {
        return ghost(voice) ? author.name() : "bridge";
    }

    private boolean ghost(Voice voice) {
        return voice == Voice.GHOST && abilities.contains(Ability.GHOSTS);
    }

    private String text(Outgoing.Create create) {
        String name = ghost(create.voice()) ? "" : "**" + create.author().name() + "**: ";
        return name + create.body().markdown() + (create.late() ? " (late)" : "");
    }

    private String text(Outgoing.Edit edit) {
        String name = ghost(edit.voice()) ? "" : "**" + edit.author().name() + "**: ";
        return name + edit.body().markdown();
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from == 0 || from < text.length(); from += PIECE) {
            pieces.add(text.substring(from, Math.min(text.length(), from + PIECE)));
        }
        return pieces;
    }

    @Override
    public Trace find(Outgoing outgoing, int part, Instant tried) throws InterruptedException {
        if (!abilities.contains(Ability.TRACES)) {
            return new Trace.Unknowable();
        }
        try {
            List<String> answer =
                    wire.ask(
                            List.of(
                                    "find",
                                    outgoing.to().channel(),
                                    outgoing.key().toString(),
                                    Integer.toString(part)));
            if (!answer.getFirst().equals("ok")) {
                return new Trace.Later(answer.getFirst());
            }
            return answer.get(1).isEmpty()
                    ? new Trace.Absent()
                    : new Trace.Found(Optional.of(answer.get(1)));
        } catch (IOException e) {
            return new Trace.Later("no answer");
        }
    }

    @Override
    public boolean own(Author author) {
        return author.id().equals("bridge") || author.id().startsWith("ghost-");
    }

    @Override
    public InputStream open(Conversation in, Attachment file)
            throws IOException, InterruptedException {
        List<String> answer = expectOk(wire.ask(List.of("file", file.id())));
        return new ByteArrayInputStream(Base64.getDecoder().decode(answer.get(1)));
    }

    @Override
    public Standing standing() {
        return standing;
    }

    private static List<String> expectOk(List<String> answer) throws IOException {
        if (!answer.getFirst().equals("ok")) {
            throw new IOException("the server: " + answer.getFirst());
        }
        return answer;
    }

    @Override
    public void close() {
        List<Ear> listening;
        synchronized (this) {
            closed = true;
            listening = List.copyOf(ears.values());
            ears.clear();
        }
        listening.forEach(Ear::leave);
        listening.forEach(Ear::join);
    }

    /// Listens to one conversation, on a thread of its own.
    private final class Ear {
        private final Conversation in;
        private final Intake intake;
        private final boolean history = abilities.contains(Ability.HISTORY);
        private final Thread thread;
        private boolean asking;
        private boolean left;

        /// How far it has read; empty until it is connected.
        private Optional<String> session = Optional.empty();

        Ear(Conversation in, Intake intake) {
            this.in = in;
            this.intake = intake;
            thread = Thread.ofVirtual().name("hears " + in).unstarted(this::listen);
        }

        void start() {
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
        }

        /// Interrupts it while it asks the server, and not while it hands something on: the
        /// database would lose a connection by that.
        synchronized void leave() {
            left = true;
            if (asking) {
                thread.interrupt();
            }
        }

        void join() {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void listen() {
            try {
                while (!hasLeft()) {
                    try {
                        hear();
                        up();
                    } catch (Intake.NotTaken e) {
                        TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
                    } catch (IOException e) {
                        if (!(standing instanceof Standing.Away)) {
                            standing = new Standing.Away(clock.instant(), "no answer");
                        }
                        if (!history) {
                            session = Optional.empty();
                        }
                        TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
                    }
                }
            } catch (InterruptedException e) {
                // It left.
            }
        }

        private synchronized boolean hasLeft() {
            return left;
        }

        /// Hands on what happened since.
        private void hear() throws Intake.NotTaken, IOException, InterruptedException {
            if (session.isEmpty()) {
                Optional<String> read = history ? intake.read(in) : Optional.empty();
                String head = ask(List.of("head", in.channel())).get(1);
                if (read.isEmpty()) {
                    intake.take(in, List.of(), history ? Optional.of(head) : Optional.empty());
                }
                session = Optional.of(read.orElse(head));
                up();
            }
            String after = session.orElseThrow();
            List<PaperServer.Line> lines =
                    PaperServer.lines(ask(List.of("events", in.channel(), after)));
            if (lines.isEmpty()) {
                return;
            }
            List<Incoming> happened = new ArrayList<>();
            lines.forEach(l -> happened.add(incoming(in, l)));
            if (hints) {
                // Posts keep their order, as every network keeps it; what happens to them comes
                // early.
                List<Incoming> early = new ArrayList<>(happened);
                early.removeIf(i -> i instanceof Incoming.Posted);
                Collections.reverse(early);
                intake.take(in, early, Optional.empty());
            }
            String read = Integer.toString(Integer.parseInt(after) + lines.size());
            intake.take(in, happened, history ? Optional.of(read) : Optional.empty());
            session = Optional.of(read);
        }

        private List<String> ask(List<String> request) throws IOException, InterruptedException {
            synchronized (this) {
                if (left) {
                    throw new InterruptedException("it left");
                }
                asking = true;
            }
            try {
                return expectOk(wire.ask(request));
            } finally {
                synchronized (this) {
                    asking = false;
                }
            }
        }
    }
}
