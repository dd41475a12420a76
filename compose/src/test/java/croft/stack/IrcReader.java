package croft.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody who reads one channel of an IRC server on this machine.
final class IrcReader implements AutoCloseable {
    private final Socket socket;
    private final List<String> texts = new CopyOnWriteArrayList<>();

    IrcReader(int port, String nick, String channel) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        write("NICK " + nick + "\r\nUSER " + nick + " 0 * :a reader\r\n");
        Thread.ofVirtual().start(() -> read(channel));
    }

    /// What was said there since.
    List<String> texts() {
        return List.copyOf(texts);
    }

    private void read(String channel) {
        String said = " PRIVMSG " + channel + " :";
        try {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("PING ")) {
                    write("PONG " + line.substring(5) + "\r\n");
                } else if (line.contains(" 376 ") || line.contains(" 422 ")) {
                    write("JOIN " + channel + "\r\n");
                } else if (line.contains(said)) {
                    texts.add(line.substring(line.indexOf(said) + said.length()));
                }
            }
        } catch (IOException _) {
            // The connection has ended.
        }
    }

    private synchronized void write(String lines) throws IOException {
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
