package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.tls.HeldCertificate;
import croft.edge.tls.Hello;
import croft.edge.tls.TestCertificate;
import croft.edge.vault.ChallengeAnswers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Strangers ask for proofs without end. The database is hardly asked, authorities are answered all
/// the same, and so is everybody else.
@Timeout(120)
class ProofFloodTest {
    private static final int STRANGERS = 32;
    private static final Duration LENGTH = Duration.ofSeconds(3);

    /// Between two looks into the database, at least.
    private static final long REST_MILLIS = 100;

    private static final String FOLDER = "/.well-known/acme-challenge/";

    @TempDir private Path data;

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aFloodOfTokensIsNoFloodOfQuestionsToTheDatabase() throws Exception {
        flood((edge, i) -> {
            try (Socket socket = edge.plain()) {
                socket.setSoTimeout(Tls.PATIENCE_MILLIS);
                socket.getOutputStream()
                        .write(
                                ("GET "
                                                + FOLDER
                                                + "guess-"
                                                + i
                                                + " HTTP/1.1\r\nHost: site.test\r\nConnection: close\r\n\r\n")
                                        .getBytes(ISO_8859_1));
                drained(socket.getInputStream());
            }
        });
    }

    @Test
    void aFloodOfHandshakesThatLookForProofsIsNoneEither() throws Exception {
        byte[] hello = Hello.of("site.test", "acme-tls/1").record();
        flood((edge, _) -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https())) {
                socket.setSoTimeout(Tls.PATIENCE_MILLIS);
                socket.getOutputStream().write(hello);
                drained(socket.getInputStream());
            }
        });
    }

    private void flood(Stranger stranger) throws Exception {
        try (CertsDatabase database = new CertsDatabase(data);
                ChallengeAnswers answers =
                        new ChallengeAnswers(database.database(), database.seal());
                CachedSite site = new CachedSite()) {
            site.edge.authorizations = answers::keyAuthorization;
            site.edge.proofs = answers;
            site.origin.answers("/page", "200 OK", "page", "Cache-Control: max-age=6000");
            assertThat(site.get(Visitor.Protocol.HTTP2, "/page").status()).isEqualTo(200);
            long looksBefore = looks(database);
            Gauge.Figures figures;
            int proved = 0;
            Instant begun = Instant.now();
            Instant end = begun.plus(LENGTH);
            try (Gauge gauge = new Gauge(site.edge, CachedSite.HOST)) {
                try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < STRANGERS; i++) {
                        Future<?> _ = strangers.submit(() -> ask(stranger, site.edge, end));
                    }
                    for (; Instant.now().isBefore(end); proved++) {
                        isAnswered(database, site.edge, proved);
                    }
                }
                figures = gauge.read();
            }
            // each proof took a look of its own; PostgreSQL counts with some delay
            int least = 2 * proved;
            Eventually.until(() -> looks(database) - looksBefore >= least);
            long looks = looks(database) - looksBefore;
            long most = Duration.between(begun, Instant.now()).toMillis() / REST_MILLIS + 5;
            System.out.println(
                    asked + " questions, " + looks + " looks, " + proved + " proofs; " + figures);
            assertThat(asked.get()).isGreaterThan(STRANGERS);
            assertThat(proved).isPositive();
            assertThat(looks).isLessThanOrEqualTo(most);
            assertThat(figures.longest()).isLessThan(3_000);
        }
    }

    private void ask(Stranger stranger, TestEdge edge, Instant end) {
        while (Instant.now().isBefore(end)) {
            try {
                stranger.ask(edge, asked.incrementAndGet());
            } catch (IOException _) {
                // cut off: once more
            }
        }
    }

    /// An authority that was told of a proof a moment ago.
    private static void isAnswered(CertsDatabase database, TestEdge edge, int i)
            throws IOException, SQLException {
        String token = "token-" + i;
        database.prove("site.test", token, token + ".thumb");
        try (Visitor authority = new Http1Visitor(edge.plain(), "site.test")) {
            assertThat(authority.get(FOLDER + token).body()).isEqualTo(token + ".thumb");
        }
        HeldCertificate proof = TestCertificate.of("proof-" + i + ".test");
        database.prove("proof-" + i + ".test", proof);
        try (SSLSocket authority =
                Tls.connect(edge.doors.https(), "proof-" + i + ".test", "acme-tls/1")) {
            assertThat(Tls.serial(authority)).isEqualTo(proof.serial());
        }
    }

    /// How often the view was read.
    private static long looks(CertsDatabase database) throws IOException {
        try {
            return Long.parseLong(
                    database.query(
                                    "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables"
                                            + " where schemaname = 'certs' and relname = 'challenge_answer'")
                            .getFirst());
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void drained(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /// What one does, again and again.
    private interface Stranger {
        void ask(TestEdge edge, int number) throws IOException;
    }
}
