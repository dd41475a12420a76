package croft.chat.irc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A server that knows one account, as a real one does with its services: it says what such servers
/// say, and keeps what it is told.
final class Script implements AutoCloseable {
    private final ServerSocket entrance = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> lines = new ArrayList<>();
    private final String password;

    Script(String password) throws IOException {
        this.password = password;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (this) {
                    lines.add(line);
                }
                for (String answer : answers(line)) {
                    client.getOutputStream()
                            .write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private List<String> answers(String line) {
        String[] words = line.split(" ", 3);
        return switch (words[0]) {
            case "CAP" ->
                    switch (words[1]) {
                        case "LS" ->
                                List.of(
                                        "CAP * LS * :account-notify multi-prefix",
                                        "CAP * LS :sasl=PLAIN,EXTERNAL message-tags");
                        case "REQ" -> List.of("CAP * ACK " + words[2]);
                        default ->
                                List.of("001 croft :Welcome", "376 croft :End of /MOTD command.");
                    };
            case "AUTHENTICATE" -> {
                if (words[1].equals("PLAIN")) {
                    yield List.of("AUTHENTICATE +");
                }
                String proof =
                        new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
                yield proof.equals("croft\0croft\0" + password)
                        ? List.of("900 croft croft!c@h croft :You are logged in", "903 croft :ok")
                        : List.of("904 croft :SASL authentication failed");
            }
            case "JOIN" -> List.of(":croft!c@h JOIN " + words[1]);
            case "PING" -> List.of("PONG irc.test " + words[1]);
            default -> List.of();
        };
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
