package croft.certs.acme;

import croft.house.wire.FreePort;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// TLS before a [Pebble], as the same server: requests go through as they are, byte for byte and
/// each on a connection of its own, but for those that a fault befalls. Pebble makes its URLs from
/// the Host it is asked by, so that a client stays with the proxy.
public final class FaultProxy implements AutoCloseable {
    private static final int LARGEST_HEAD = 64 * 1024;

    private final Pebble pebble;
    private final SSLContext client;
    private final SSLServerSocket listening;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<?> accepting;
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> agents = new CopyOnWriteArrayList<>();
    private final AtomicInteger bitten = new AtomicInteger();
    private final Random random;

    private FaultProxy(Pebble pebble, long seed) throws Exception {
        this.pebble = pebble;
        random = new Random(seed);
        client = pebble.identity().client();
        listening =
                (SSLServerSocket)
                        pebble.identity()
                                .server()
                                .getServerSocketFactory()
                                .createServerSocket(
                                        FreePort.next(), 100, InetAddress.getLoopbackAddress());
        accepting = threads.submit(this::accept);
    }

    /// One without faults yet.
    ///
    /// @param seed of the chances of [#sometimes]
    public static FaultProxy before(Pebble pebble, long seed) throws Exception {
        return new FaultProxy(pebble, seed);
    }

    /// Where a client finds the authority behind it.
    public URI directory() {
        return URI.create("https://localhost:" + listening.getLocalPort() + "/dir");
    }

    /// The next request whose path contains this text meets the fault.
    public void once(String path, Fault fault) {
        times(1, path, fault);
    }

    /// So many of the next requests whose path contains this text meet the fault.
    public void times(int times, String path, Fault fault) {
        planned.add(new Planned(path, fault, 1, new AtomicInteger(times)));
    }

    /// Each request whose path contains this text meets the fault with this probability.
    public void sometimes(double probability, String path, Fault fault) {
        planned.add(new Planned(path, fault, probability, new AtomicInteger(Integer.MAX_VALUE)));
    }

    /// No more faults.
    public void heal() {
        planned.clear();
    }

    /// How many requests have met a fault.
    public int bitten() {
        return bitten.get();
    }

    /// Method and path of all requests so far.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /// The User-Agent of all requests so far.
    List<String> agents() {
        return List.copyOf(agents);
    }

    /// How many requests have had this text in their path.
    public long requests(String path) {
        return requests.stream().filter(request -> request.contains(path)).count();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        accepting.cancel(true);
        threads.shutdownNow();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException _) {
                // Closed, or a client that went away.
            }
        }
    }

    private void serve(Socket connection) {
        try (Socket socket = connection) {
            Request request = Request.read(socket.getInputStream());
            requests.add(request.line());
            agents.add(request.agent());
            Optional<Fault> fault = fault(request.path());
            switch (fault.orElse(null)) {
                case null -> socket.getOutputStream().write(forward(request));
                case Fault.Answer answer -> socket.getOutputStream().write(answer.bytes());
                case Fault.DropBefore _ -> {}
                case Fault.DropAfter _ -> forward(request);
                case Fault.Delay delay -> {
                    Thread.sleep(delay.duration());
                    socket.getOutputStream().write(forward(request));
                }
            }
        } catch (IOException _) {
            // A client that went away, or an authority that is being restarted.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Fault> fault(String path) {
        for (Planned plan : planned) {
            if (path.contains(plan.path)
                    && random.nextDouble() < plan.probability
                    && plan.left.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                bitten.incrementAndGet();
                return Optional.of(plan.fault);
            }
        }
        return Optional.empty();
    }

    private byte[] forward(Request request) throws IOException {
        try (Socket socket =
                client.getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), pebble.port())) {
            socket.getOutputStream().write(request.bytes());
            return socket.getInputStream().readAllBytes();
        }
    }

    /// A fault that waits for its request.
    private record Planned(String path, Fault fault, double probability, AtomicInteger left) {}

    /// A whole request, which asks to be the last of its connection.
    private record Request(String line, String head, String body) {
        static Request read(InputStream in) throws IOException {
            String head = head(in);
            String line = head.substring(0, head.indexOf("\r\n"));
            StringBuilder kept = new StringBuilder(line + "\r\n");
            int length = 0;
            for (String field : head.substring(line.length() + 2).split("\r\n", -1)) {
                String lower = field.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(field.substring(field.indexOf(':') + 1).strip());
                }
                boolean aboutConnection =
                        lower.startsWith("connection:")
                                || lower.startsWith("upgrade:")
                                || lower.startsWith("http2-settings:");
                if (!field.isEmpty() && !aboutConnection) {
                    kept.append(field).append("\r\n");
                }
            }
            byte[] body = in.readNBytes(length);
            return new Request(
                    line,
                    kept.append("Connection: close\r\n\r\n").toString(),
                    new String(body, StandardCharsets.ISO_8859_1));
        }

        String path() {
            return line.split(" ", -1)[1];
        }

        String agent() {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("user-agent: "))
                    .map(line -> line.substring("user-agent: ".length()))
                    .findFirst()
                    .orElse("");
        }

        byte[] bytes() {
            return (head + body).getBytes(StandardCharsets.ISO_8859_1);
        }

        private static String head(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                int next = in.read();
                if (next < 0 || head.length() > LARGEST_HEAD) {
                    throw new EOFException("no whole request");
                }
                head.append((char) next);
            }
            return head.toString();
        }
    }
}
