package croft.chat.irc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The beginning of a connection: what server and client agree on, who the client is, and which
/// nick it has. Later on, capabilities that come and go, and the nick. The connection's event loop.
final class Registration {
    private static final Set<String> WANTED =
            Set.of(
                    "account-tag",
                    "batch",
                    "cap-notify",
                    "echo-message",
                    "labeled-response",
                    "message-tags",
                    "server-time");
    private static final int CHUNK = 400; // of AUTHENTICATE, in octets
    private static final int LONGEST_NICK = 30;

    private final IrcServer server;
    private final Consumer<IrcLine> send;
    private final Set<String> offered = new HashSet<>();
    private final Set<String> enabled = new HashSet<>();
    private int asked;
    private int nicks;
    private boolean loggedIn;
    private boolean registered;
    private String nick;
    private Optional<String> refused = Optional.empty();

    Registration(IrcServer server, Consumer<IrcLine> send) {
        this.server = server;
        this.send = send;
        this.nick = server.nick();
    }

    void start() {
        server.password().ifPresent(password -> send.accept(IrcLine.of("PASS", password)));
        send.accept(IrcLine.of("CAP", "LS", "302"));
        send.accept(IrcLine.of("NICK", nick));
        send.accept(IrcLine.of("USER", "croft", "0", "*", "Croft's bridge"));
    }

    void hear(IrcLine line) {
        switch (line.command()) {
            case "CAP" -> capability(line);
            case "AUTHENTICATE" -> authenticate();
            case "903" -> {
                loggedIn = true;
                endCapabilities();
            }
            case "902", "904", "905", "906", "908" ->
                    refuse("the account " + server.login().map(Object::toString).orElse(""), line);
            case "432" -> {
                if (!registered) {
                    refuse("the nick " + nick, line);
                }
            }
            case "433", "436", "437" -> {
                if (!registered) {
                    nick = another(++nicks);
                    send.accept(IrcLine.of("NICK", nick));
                }
            }
            case "464", "465" -> refuse("the connection", line);
            case "001" -> {
                registered = true;
                nick = line.param(0);
                if (server.login().isPresent() && !loggedIn) {
                    refused =
                            Optional.of(
                                    "the server knows no accounts now (expected: SASL), so nobody"
                                            + " could know that it is us");
                }
            }
            case "NICK" -> {
                if (line.from().equals(nick)) {
                    nick = line.param(0);
                }
            }
            default -> {}
        }
    }

    /// Asks for the nick that is wanted, if it is another one.
    void regain() {
        if (registered && !nick.equals(server.nick())) {
            send.accept(IrcLine.of("NICK", server.nick()));
        }
    }

    boolean isRegistered() {
        return registered;
    }

    String nick() {
        return nick;
    }

    boolean has(String capability) {
        return enabled.contains(capability);
    }

    /// Why this cannot go on.
    Optional<String> refused() {
        return refused;
    }

    private void capability(IrcLine line) {
        List<String> names =
                List.of(line.last().trim().split(" +", -1)).stream()
                        .map(name -> name.split("=", 2)[0])
                        .filter(name -> !name.isEmpty())
                        .toList();
        switch (line.param(1)) {
            case "LS" -> {
                offered.addAll(names);
                boolean more = line.params().size() > 3 && line.param(2).equals("*");
                if (!more && !registered) {
                    request(offered);
                }
            }
            case "NEW" -> request(names);
            case "ACK" -> {
                names.forEach(this::enable);
                answered();
            }
            case "NAK" -> {
                // One that is not to be had takes the others with it: each by itself.
                if (names.size() > 1) {
                    asked += names.size();
                    names.forEach(name -> send.accept(IrcLine.of("CAP", "REQ", name)));
                }
                answered();
            }
            case "DEL" -> names.forEach(enabled::remove);
            default -> {}
        }
    }

    private void enable(String name) {
        if (name.startsWith("-")) {
            enabled.remove(name.substring(1));
        } else {
            enabled.add(name);
        }
    }

    private void request(Iterable<String> names) {
        List<String> wanted = new ArrayList<>();
        for (String name : names) {
            if (WANTED.contains(name)
                    || (name.equals("sasl") && server.login().isPresent() && !registered)) {
                wanted.add(name);
            }
        }
        if (!wanted.isEmpty()) {
            asked++;
            send.accept(IrcLine.of("CAP", "REQ", String.join(" ", wanted)));
        } else if (!registered) {
            endCapabilities();
        }
    }

    private void answered() {
        asked--;
        if (asked > 0 || registered) {
            return;
        }
        if (enabled.contains("sasl")) {
            send.accept(IrcLine.of("AUTHENTICATE", "PLAIN"));
        } else {
            endCapabilities();
        }
    }

    /// RFC 4616, in chunks; a last chunk that is full is followed by an empty one.
    private void authenticate() {
        IrcServer.Login login = server.login().orElse(null);
        if (login == null) {
            return;
        }
        String proof =
                Base64.getEncoder()
                        .encodeToString(
                                (login.account() + "\0" + login.account() + "\0" + login.password())
                                        .getBytes(StandardCharsets.UTF_8));
        for (int at = 0; at <= proof.length(); at += CHUNK) {
            String chunk = proof.substring(at, Math.min(at + CHUNK, proof.length()));
            send.accept(IrcLine.of("AUTHENTICATE", chunk.isEmpty() ? "+" : chunk));
        }
    }

    private void endCapabilities() {
        if (!registered) {
            send.accept(IrcLine.of("CAP", "END"));
        }
    }

    private void refuse(String what, IrcLine line) {
        refused = Optional.of(what + " is not let in: " + line.last());
    }

    private String another(int tries) {
        String suffix = tries <= 3 ? "_".repeat(tries) : "_" + tries;
        int room = Math.min(server.nick().length(), LONGEST_NICK - suffix.length());
        return server.nick().substring(0, room) + suffix;
    }
}
