package croft.stack.bench;

import croft.stack.figures.HandshakesOutput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A program: a load client for what no Debian package has, new connections and idle ones.
///
/// It reads orders, a line each, and answers each with a line, so that its own code is compiled once for
/// the whole bench and not anew in each short run:
///
///     handshakes PORT PATH SECONDS THREADS full|resumed   → handshakes DONE FULL FAILED SECONDS P50 P99
///     hold PORT PATH COUNT h1|h2                          → held COUNT
///     release                                             → alive COUNT
///
/// `openssl s_time` sends no server name, so a server with more than one certificate refuses it, and
/// tells no percentiles.
final class TlsClient {
    private static final int HOLDING_THREADS = 4;
    private static final int LINGER = 0;

    private final InstantSource clock;
    private final List<Socket> held = new ArrayList<>();

    private TlsClient(InstantSource clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) throws IOException {
        var client = new TlsClient(InstantSource.system());
        client.serve(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)),
                System.out);
    }

    /// Until the orders end.
    private void serve(BufferedReader orders, PrintStream answers) throws IOException {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println(answer(order.split(" ")));
            answers.flush();
        }
    }

    private String answer(String[] words) {
        try {
            return switch (words[0]) {
                case "handshakes" ->
                        handshakes(
                                        new Target(Integer.parseInt(words[1]), words[2]),
                                        Duration.ofSeconds(Integer.parseInt(words[3])),
                                        Integer.parseInt(words[4]),
                                        words[5].equals("resumed"))
                                .line();
                case "hold" ->
                        "held "
                                + hold(
                                        new Target(Integer.parseInt(words[1]), words[2]),
                                        Integer.parseInt(words[3]),
                                        words[4].equals("h2"));
                case "release" -> "alive " + release();
                default -> "no such order: " + words[0];
            };
        } catch (RuntimeException | IOException | ExecutionException | InterruptedException e) {
            return "failed: " + e;
        }
    }

    private HandshakesOutput handshakes(Target target, Duration time, int threads, boolean resumed)
            throws InterruptedException, ExecutionException {
        Instant begun = clock.instant();
        Instant end = begun.plus(time);
        List<Part> parts =
                together(threads, () -> part(target, end, new TlsDialer("http/1.1", resumed)));
        Duration took = Duration.between(begun, clock.instant());
        return HandshakesOutput.of(
                parts.stream().mapToLong(Part::full).sum(),
                parts.stream().mapToLong(Part::failed).sum(),
                took.toNanos() / 1e9,
                parts.stream()
                        .flatMapToLong(part -> Arrays.stream(part.micros()))
                        .sorted()
                        .toArray());
    }

    /// What one thread does, one connection after the other.
    private Part part(Target target, Instant end, TlsDialer dialer) {
        long[] micros = new long[1024];
        int done = 0;
        long failed = 0;
        for (Instant begun = clock.instant(); begun.isBefore(end); begun = clock.instant()) {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
                // An end by reset leaves no port waiting: a minute of handshakes would use them up.
                plain.setSoLinger(true, LINGER);
                plain.setTcpNoDelay(true);
                new Http1Get(dialer.dial(plain, target.port())).last(target);
                if (done == micros.length) {
                    micros = Arrays.copyOf(micros, 2 * done);
                }
                micros[done++] = Duration.between(begun, clock.instant()).toNanos() / 1_000;
            } catch (IOException e) {
                failed++;
            }
        }
        return new Part(Arrays.copyOf(micros, done), dialer.inFull(), failed);
    }

    private int hold(Target target, int count, boolean http2)
            throws InterruptedException, ExecutionException {
        int each = (count + HOLDING_THREADS - 1) / HOLDING_THREADS;
        List<List<Socket>> parts =
                together(
                        HOLDING_THREADS,
                        () -> {
                            var dialer = new TlsDialer(http2 ? "h2" : "http/1.1", false);
                            List<Socket> opened = new ArrayList<>();
                            for (int i = 0; i < each; i++) {
                                Socket plain =
                                        new Socket(InetAddress.getLoopbackAddress(), target.port());
                                // Else a request waits for the acknowledgement of the handshake's
                                // end.
                                plain.setTcpNoDelay(true);
                                Socket secure = dialer.dial(plain, target.port());
                                if (http2) {
                                    new Http2Get(secure).only(target);
                                } else {
                                    new Http1Get(secure).first(target);
                                }
                                // Only the plain one is kept: what TLS holds here is nobody's
                                // business.
                                opened.add(plain);
                            }
                            return opened;
                        });
        parts.forEach(held::addAll);
        while (held.size() > count) {
            Socket surplus = held.removeLast();
            try {
                surplus.close();
            } catch (IOException e) {
                // it is gone, which is what was wanted
            }
        }
        return held.size();
    }

    /// Closes what is held.
    ///
    /// @return how many the server had not closed
    private int release() throws IOException {
        int alive = 0;
        for (Socket socket : held) {
            socket.setSoLinger(true, LINGER);
            socket.setSoTimeout(1);
            alive += isAlive(socket) ? 1 : 0;
            socket.close();
        }
        held.clear();
        return alive;
    }

    private static boolean isAlive(Socket socket) {
        try {
            while (true) {
                if (socket.getInputStream().read() < 0) {
                    return false;
                }
            }
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static <T> List<T> together(int threads, Callable<T> work)
            throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(work));
            }
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    /// What is asked for.
    record Target(int port, String path) {
        String authority() {
            return TlsDialer.HOST + ":" + port;
        }
    }

    /// What one thread came to.
    // it is taken apart at once, never compared
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(long[] micros, long full, long failed) {}
}
