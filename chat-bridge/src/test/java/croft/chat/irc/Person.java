package croft.chat.irc;

import static croft.chat.relay.Eventually.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Somebody at an IRC server, with a client as simple as can be: it shares no code with ours but
/// the reading of lines.
final class Person implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final List<IrcLine> heard = new ArrayList<>();
    private final Thread reader;
    private final String nick;
    private int asked;

    Person(int port, String nick) throws Exception {
        this.nick = nick;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.out = socket.getOutputStream();
        this.reader = Thread.ofVirtual().start(this::read);
        write("CAP LS 302");
        write("NICK " + nick);
        write("USER " + nick.replaceAll("\\W", "") + " 0 * :a person");
        await("capabilities", line -> line.command().equals("CAP") || is(line, "421"));
        write("CAP REQ :echo-message message-tags server-time");
        await(
                "capabilities",
                line ->
                        line.param(1).equals("ACK")
                                || line.param(1).equals("NAK")
                                || is(line, "421"));
        write("CAP END");
        await("welcome", line -> is(line, "376") || is(line, "422"));
    }

    void join(String channel) throws Exception {
        write("JOIN " + channel);
        await("in " + channel, line -> is(line, "366") && line.param(1).equals(channel));
    }

    /// Says it, and returns when the server has dealt with it.
    ///
    /// @return its id, where it has one
    Optional<String> say(String channel, String text) throws Exception {
        return say("", channel, text);
    }

    Optional<String> say(String tags, String channel, String text) throws Exception {
        int before = lines().size();
        write(tags + "PRIVMSG " + channel + " :" + text);
        sync();
        return lines().stream()
                .skip(before)
                .filter(line -> line.command().equals("PRIVMSG") && line.from().equals(nick))
                .filter(line -> line.param(1).equals(text))
                .findFirst()
                .flatMap(line -> line.tag("msgid"));
    }

    /// Returns when the server has dealt with everything that was written.
    void sync() throws Exception {
        String token = "sync" + ++asked;
        write("PING " + token);
        await("an answer", line -> is(line, "PONG") && line.last().equals(token));
    }

    /// Becomes somebody who may do everything.
    void oper() throws Exception {
        write("OPER root root");
        await("all rights", line -> is(line, "381"));
    }

    synchronized List<IrcLine> lines() {
        return List.copyOf(heard);
    }

    /// What was said in a channel, oldest first.
    List<IrcLine> said(String channel) {
        return lines().stream()
                .filter(line -> line.isFromPerson() && line.param(0).equalsIgnoreCase(channel))
                .filter(line -> line.command().equals("PRIVMSG") || line.command().equals("NOTICE"))
                .toList();
    }

    void await(String what, Predicate<IrcLine> condition) throws Exception {
        eventually(nick + ": " + what, () -> lines().stream().anyMatch(condition));
    }

    synchronized void write(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static boolean is(IrcLine line, String command) {
        return line.command().equals(command);
    }

    private void read() {
        try {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                if (text.startsWith("PING ")) {
                    write("PONG " + text.substring(5));
                }
                synchronized (this) {
                    IrcLine.read(text).ifPresent(heard::add);
                }
            }
        } catch (IOException _) {
            // The connection has ended.
        }
    }

    /// Returns when the nick is free again.
    @Override
    public void close() {
        leave();
    }

    void leave() {
        try (socket) {
            write("QUIT :done");
            reader.join(10_000);
        } catch (IOException _) {
            // It had ended before.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
