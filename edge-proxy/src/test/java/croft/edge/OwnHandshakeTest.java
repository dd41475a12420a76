package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import croft.edge.limit.Refusals.Reason;
import croft.edge.listener.Doors;
import croft.edge.listener.Listener;
import croft.edge.listener.ListenerLimits;
import croft.edge.serving.ServingProof;
import croft.edge.tls.HeldCertificate;
import croft.edge.tls.Hello;
import croft.edge.tls.TestCertificate;
import croft.edge.vault.ServingRecords;
import croft.platform.declaration.AddressRange;
import croft.platform.declaration.VisitorPolicy;
import croft.platform.journal.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The edge sees what its visitors are shown, whatever croft.yml says of addresses; and nobody else
/// gets in by that.
@Timeout(60)
class OwnHandshakeTest {
    /// Nobody listens on port 1.
    private static final Database AWAY =
            new Database("jdbc:postgresql://127.0.0.1:1/croft", "edge", "secret");

    private final HeldCertificate main = TestCertificate.of("one.test", "two.test");
    private final HeldCertificate beside = TestCertificate.rsa("one.test", "two.test");
    private final HeldCertificate wildcard = TestCertificate.of("*.many.test");
    private final HeldCertificate addresses = TestCertificate.forAddresses("192.0.2.1");
    private final List<HeldCertificate> all = List.of(main, beside, wildcard, addresses);

    @Test
    void everyCertificateIsSeen() throws IOException {
        try (TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            assertThat(edge.certificates.replace(all)).isEmpty();
            try (ServingProof proof = proof(edge.listener, edge)) {
                all.forEach(each -> isSeen(proof, each));
                assertThat(edge.visitors.addresses()).as("nobody is counted").isZero();
            }
        }
    }

    @Test
    void aChangeIsSeen() throws IOException {
        try (TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            edge.certificates.replace(List.of(main, wildcard));
            try (ServingProof proof = proof(edge.listener, edge)) {
                isSeen(proof, main);
                HeldCertificate next = TestCertificate.of("one.test", "two.test");

                edge.certificates.replace(List.of(next));
                proof.changed();

                isSeen(proof, next);
                assertThat(proof.of(wildcard)).isEmpty();
                assertThat(proof.of(beside)).isEmpty();
            }
        }
    }

    @Test
    void whereItsOwnAddressIsDeniedItIsLetInAndNobodyElseIs() throws IOException {
        try (TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            edge.certificates.replace(all);
            edge.visitors.follow(policy(List.of("127.0.0.0/8", "::1"), List.of()));
            try (ServingProof proof = proof(edge.listener, edge)) {
                all.forEach(each -> isSeen(proof, each));
            }
            assertThat(edge.visitors.refusals().of(Reason.DENIED)).isZero();
            assertThat(isCut(edge)).isTrue();
            assertThat(edge.visitors.refusals().of(Reason.DENIED)).isEqualTo(1);
        }
    }

    @Test
    void whereEverybodyComesThroughABalancerItCallsWithoutAHeaderAndNobodyElseDoes()
            throws IOException {
        try (TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            edge.certificates.replace(all);
            edge.visitors.follow(policy(List.of(), List.of("127.0.0.0/8", "::1")));
            try (ServingProof proof = proof(edge.listener, edge)) {
                all.forEach(each -> isSeen(proof, each));
            }
            assertThat(edge.visitors.refusals().of(Reason.PROXY_HEADER)).isZero();
            assertThat(isCut(edge)).isTrue();
            assertThat(edge.visitors.refusals().of(Reason.PROXY_HEADER)).isEqualTo(1);
        }
    }

    @Test
    void whereNoMoreConnectionsAreHeldItIsLetIn() throws IOException {
        ListenerLimits narrow =
                new ListenerLimits(1, Duration.ofSeconds(15), Duration.ofSeconds(10));
        try (TestEdge edge = new TestEdge(narrow)) {
            edge.certificates.replace(all);
            try (Socket _ = edge.plain()) {
                Eventually.until(() -> edge.listener.connections() == 1);
                try (ServingProof proof = proof(edge.listener, edge)) {
                    all.forEach(each -> isSeen(proof, each));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "127.0.0.3"})
    void whereverItListens(String address) throws IOException {
        try (TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            edge.certificates.replace(List.of(main, addresses));
            Listener other = edge.another(new Doors(List.of(InetAddress.ofLiteral(address)), 0, 0));
            try (ServingProof proof = proof(other, edge)) {
                isSeen(proof, main);
                isSeen(proof, addresses);
            } finally {
                other.drain();
            }
        }
    }

    @Test
    void aCertificateOfAnAddressIsLookedForThere() throws IOException {
        HeldCertificate first = TestCertificate.forAddresses("127.0.0.3");
        HeldCertificate second = TestCertificate.forAddresses("127.0.0.4");
        HeldCertificate elsewhere = TestCertificate.forAddresses("192.0.2.1");
        try (TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            edge.certificates.replace(List.of(first, second, elsewhere));
            Listener other =
                    edge.another(new Doors(List.of(InetAddress.ofLiteral("0.0.0.0")), 0, 0));
            try (ServingProof proof = proof(other, edge)) {
                isSeen(proof, first);
                isSeen(proof, second);
                assertThat(proof.of(elsewhere)).as("nobody would be shown it").isEmpty();
            } finally {
                other.drain();
            }
        }
    }

    @Test
    void onlyAWholeAddressCanBeLetIn() {
        try (TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            edge.listener
                                    .ownCalls()
                                    .begin(
                                            new InetSocketAddress(
                                                    InetAddress.ofLiteral("0.0.0.0"), 5)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            edge.listener
                                    .ownCalls()
                                    .begin(
                                            new InetSocketAddress(
                                                    InetAddress.ofLiteral("127.0.0.1"), 0)));
        }
    }

    @Test
    void withoutTheDatabaseItLooksAllTheSameAndSaysSoOnce() throws IOException {
        try (Heard heard = new Heard();
                TestEdge edge = new TestEdge(ListenerLimits.DEFAULT)) {
            edge.certificates.replace(List.of(main));
            try (ServingProof proof = proof(edge.listener, edge)) {
                isSeen(proof, main);
                for (int i = 0; i < 3; i++) {
                    HeldCertificate next = TestCertificate.of("one.test", "two.test");
                    edge.certificates.replace(List.of(next));
                    proof.changed();
                    isSeen(proof, next);
                }
            }
            assertThat(heard.troubles()).singleElement().asString().contains("not in the database");
        }
    }

    private static ServingProof proof(Listener listener, TestEdge edge) {
        return ServingProof.start(
                listener,
                edge.certificates,
                new ServingRecords(AWAY, "edge-of-a-test"),
                InstantSource.system());
    }

    private static void isSeen(ServingProof proof, HeldCertificate certificate) {
        Eventually.until(() ->
                proof.of(certificate)
                        .filter(seen -> seen.serial().equals(certificate.serial()))
                        .isPresent());
    }

    private static VisitorPolicy policy(List<String> deny, List<String> proxyProtocolFrom) {
        return new VisitorPolicy(
                VisitorPolicy.Limits.DEFAULT,
                List.of(),
                deny.stream().map(AddressRange::parse).toList(),
                proxyProtocolFrom.stream().map(AddressRange::parse).toList(),
                List.of());
    }

    /// Whether a stranger's handshake, from the same machine, is cut off without an answer.
    private static boolean isCut(TestEdge edge) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https())) {
            socket.setSoTimeout(Tls.PATIENCE_MILLIS);
            socket.getOutputStream().write(Hello.of("one.test").record());
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }
}
