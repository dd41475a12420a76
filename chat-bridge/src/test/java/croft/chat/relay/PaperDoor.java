package croft.chat.relay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// Paper servers behind a socket, so that they go on when a bridge process is killed.
public final class PaperDoor implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, PaperServer> servers;

    public PaperDoor(Map<String, PaperServer> servers) throws IOException {
        this.servers = Map.copyOf(servers);
        socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("paper door").start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket visitor = socket.accept();
                visitor.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(visitor));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket visitor) {
        try (Link link = new Link(visitor)) {
            while (true) {
                List<String> request = link.read();
                PaperServer server = Objects.requireNonNull(servers.get(request.getFirst()));
                link.write(server.ask(request.subList(1, request.size())));
            }
        } catch (IOException e) {
            // The visitor has gone, or was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// The way to one server through a door.
    public static PaperNetwork.Wire to(int port, String chat) {
        Deque<Link> idle = new ConcurrentLinkedDeque<>();
        return request -> {
            @Nullable Link link = idle.poll();
            if (link == null) {
                link = new Link(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            List<String> whole = new ArrayList<>();
            whole.add(chat);
            whole.addAll(request);
            try {
                link.write(whole);
                List<String> answer = link.read();
                idle.push(link);
                return answer;
            } catch (IOException e) {
                link.close();
                throw e;
            }
        };
    }

    /// One connection: lists of texts with their lengths.
    private static final class Link implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        Link(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        }

        List<String> read() throws IOException {
            int count = in.readInt();
            List<String> texts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                byte[] text = in.readNBytes(in.readInt());
                texts.add(new String(text, StandardCharsets.UTF_8));
            }
            return texts;
        }

        void write(List<String> texts) throws IOException {
            out.writeInt(texts.size());
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
