package croft.stack;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Visitors who come anew again and again, to every site in turn: each makes a whole handshake, in
/// which it checks the certificate as a browser does, and then asks for a page a few times.
final class Handshakes {
    private static final int PAUSE_MILLIS = 10;
    private static final int REQUESTS_EACH = 3;

    /// More troubles than these say nothing new.
    private static final int MOST_TOLD = 20;

    private final X509Certificate root;
    private final int port;
    private final List<String> hosts;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> visitors;

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private Duration leastLeft = Duration.ofDays(1);

    private Handshakes(X509Certificate root, int port, List<String> hosts, int visitors) {
        this.root = root;
        this.port = port;
        this.hosts = List.copyOf(hosts);
        this.visitors =
                IntStream.range(0, visitors)
                        .mapToObj(
                                n -> Thread.ofVirtual().name("visitor " + n).unstarted(this::visit))
                        .toList();
    }

    /// Lets visitors in.
    ///
    /// @param root whom they trust alone
    static Handshakes begin(X509Certificate root, int port, List<String> hosts, int visitors) {
        var handshakes = new Handshakes(root, port, hosts, visitors);
        handshakes.visitors.forEach(Thread::start);
        return handshakes;
    }

    /// Returns when the last one has gone.
    void end() throws InterruptedException {
        stop.countDown();
        for (Thread visitor : visitors) {
            visitor.join();
        }
    }

    /// How often each outcome came: `handshake` and `200` are what is wanted; `expired`, `wrong`,
    /// `refused` are handshakes that failed; everything else was a lost request.
    synchronized Map<String, Long> outcomes() {
        return Map.copyOf(outcomes);
    }

    /// The first of what went wrong, with its time.
    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }

    /// The life that was left to a certificate that was presented, at its least.
    synchronized Duration leastLeft() {
        return leastLeft;
    }

    private void visit() {
        var order = new ArrayList<>(hosts);
        try {
            while (true) {
                Collections.shuffle(order);
                for (String host : order) {
                    if (stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    visit(host);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit(String host) {
        // A context of its own for each: none has a session to resume.
        try (RawPeer peer = RawPeer.tls(LiveStack.trusting(root), port, host, "http/1.1")) {
            Instant now = Instant.now();
            X509Certificate leaf = peer.certificate();
            leaf.checkValidity(Date.from(now));
            handshake(Duration.between(now, leaf.getNotAfter().toInstant()));
            for (int n = 0; n < REQUESTS_EACH; n++) {
                ask(peer, host);
            }
        } catch (IOException | GeneralSecurityException e) {
            note(kind(e), host + ": " + e);
        }
    }

    private void ask(RawPeer peer, String host) {
        try {
            int status =
                    peer.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").readAnswer().status();
            note(Integer.toString(status), status == 200 ? null : host + ": " + status);
        } catch (IOException e) {
            note("dropped", host + ": " + e);
        }
    }

    private static String kind(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException _, CertificateNotYetValidException _ -> {
                    return "expired";
                }
                case CertPathValidatorException path
                        when path.getReason() == BasicReason.EXPIRED
                                || path.getReason() == BasicReason.NOT_YET_VALID -> {
                    return "expired";
                }
                default -> {
                    // Its cause may say more.
                }
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return "wrong";
            }
        }
        return "refused";
    }

    private synchronized void handshake(Duration left) {
        outcomes.merge("handshake", 1L, Long::sum);
        leastLeft = left.compareTo(leastLeft) < 0 ? left : leastLeft;
    }

    private synchronized void note(String outcome, @Nullable String trouble) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (trouble != null && troubles.size() < MOST_TOLD) {
            troubles.add(Instant.now() + " " + trouble);
        }
    }
}
