package croft.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// A visitor who asks one site again and again on one connection that is kept, opens another only
/// when that is dropped, and counts what came.
final class SteadyClient {
    private static final int PAUSE_MILLIS = 5;

    private final SSLContext trusting;
    private final int port;
    private final String host;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int connections;
    private long requests;
    private long lastSuccess = System.nanoTime();
    private long longestGap;

    private SteadyClient(SSLContext trusting, int port, String host) {
        this.trusting = trusting;
        this.port = port;
        this.host = host;
        this.thread = Thread.ofVirtual().name("client of " + host).unstarted(this::ask);
    }

    static SteadyClient of(LiveStack stack, String host) {
        return of(stack.trusting(), stack.httpsPort(), host);
    }

    /// A visitor who trusts this authority, of a stack that listens at this port of 127.0.0.1.
    static SteadyClient of(SSLContext trusting, int port, String host) {
        var client = new SteadyClient(trusting, port, host);
        client.thread.start();
        return client;
    }

    synchronized int connections() {
        return connections;
    }

    /// Answers by status, and `dropped` connections.
    synchronized Map<String, Integer> outcomes() {
        return Map.copyOf(outcomes);
    }

    synchronized int count(String outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /// How long the longest time without a good answer was.
    synchronized Duration longestGap() {
        return Duration.ofNanos(longestGap);
    }

    synchronized long requests() {
        return requests;
    }

    /// Requests that did not get what they asked for.
    synchronized long lost() {
        return requests - count("200");
    }

    /// Waits until the site has answered once more as it should.
    void awaitSuccess() throws IOException {
        int before = count("200");
        LiveStack.await(host + " answers", () -> count("200") > before, this::toString);
    }

    @Override
    public synchronized String toString() {
        return "%-22s %6d requests %s, %d connections, longest without a 200: %d ms"
                .formatted(
                        host,
                        requests,
                        outcomes,
                        connections,
                        Duration.ofNanos(longestGap).toMillis());
    }

    /// Asks no more; does not wait for the answer that is under way.
    void leave() {
        stop.countDown();
    }

    /// Returns when it has asked for the last time.
    void end() throws InterruptedException {
        stop.countDown();
        thread.join();
    }

    private void ask() {
        String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        try {
            while (stop.getCount() > 0) {
                try (RawPeer peer = RawPeer.tls(trusting, port, host, "http/1.1")) {
                    synchronized (this) {
                        connections++;
                    }
                    while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                        answered(peer.send(request).readAnswer());
                    }
                } catch (IOException | RuntimeException e) {
                    note("dropped");
                    stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void answered(RawPeer.Answer answer) {
        note(Integer.toString(answer.status()));
        if (answer.status() == 200) {
            long now = System.nanoTime();
            longestGap = Math.max(longestGap, now - lastSuccess);
            lastSuccess = now;
        }
    }

    private synchronized void note(String outcome) {
        requests++;
        outcomes.merge(outcome, 1, Integer::sum);
    }
}
