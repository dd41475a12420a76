package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.dns.Visibility.Said;
import croft.certs.dns.Visibility.Seen;
import croft.certs.dns.Visibility.Verdict;
import croft.house.wire.FreePort;
import croft.platform.declaration.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What two live servers of one zone say, of which one may lag.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VisibilityTest {
    private static final String ZONE = "example.test";
    private static final String OWNER = "_acme-challenge.example.test";
    private static final String VALUE = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJyPCt92wr_oA";
    private static final Duration LONG = Duration.ofSeconds(30);

    /// Two servers, as the zone names them.
    private static final String SERVERS =
            ZONE + "\n@ IN NS ns2\nns2 IN A 127.0.0.3\nalias IN CNAME target.other.test.\n";

    private final int port = FreePort.next();

    @TempDir Path folder;
    private final List<Knot> servers = new ArrayList<>();
    private Visibility visibility =
            new Visibility(new Nameservers(List::of), InstantSource.system());

    @BeforeEach
    void start() throws Exception {
        servers.add(Knot.at("127.0.0.2", port, folder.resolve("first"), SERVERS));
        servers.add(Knot.at("127.0.0.3", port, folder.resolve("second"), zoneOfTheSecond()));
        visibility =
                new Visibility(
                        new Nameservers(() -> List.of(first().address()), port),
                        InstantSource.system());
    }

    /// The same zone, whatever the server's own address is.
    private static String zoneOfTheSecond() {
        return ZONE + "\n@ IN NS ns2\nns2 IN A 127.0.0.3\n";
    }

    @AfterEach
    void stop() throws Exception {
        for (Knot server : servers) {
            server.close();
        }
    }

    private Knot first() {
        return servers.getFirst();
    }

    private Knot second() {
        return servers.getLast();
    }

    @Test
    void asksEveryServerThatTheZoneNames() throws Exception {
        first().put(ZONE, OWNER, VALUE);
        second().put(ZONE, OWNER, "another");
        Seen seen = visibility.seen(OWNER, VALUE, List.of());
        assertThat(seen.said())
                .containsExactly(
                        new Said("ns1.example.test", Verdict.HAS, "has it"),
                        new Said("ns2.example.test", Verdict.HAS_NOT, "has \"another\""));
        assertThat(seen.isEverywhere()).isFalse();
        assertThat(seen.isNowhere()).isFalse();
        assertThat(seen).hasToString("ns1.example.test has it; ns2.example.test has \"another\"");
    }

    @Test
    void waitsForTheServerThatLags() throws Exception {
        first().put(ZONE, OWNER, VALUE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Seen> waiting =
                    threads.submit(() -> visibility.waitFor(OWNER, VALUE, List.of(), LONG));
            assertThat(visibility.seen(OWNER, VALUE, List.of()).isEverywhere()).isFalse();
            assertThat(waiting.isDone()).isFalse();
            second().put(ZONE, OWNER, VALUE);
            assertThat(waiting.get().isEverywhere()).isTrue();
        }
    }

    @Test
    void saysWhoLagsWhenTheTimeIsOver() throws Exception {
        first().put(ZONE, OWNER, VALUE);
        Seen seen = visibility.waitFor(OWNER, VALUE, List.of(), Duration.ofMillis(300));
        assertThat(seen.isEverywhere()).isFalse();
        assertThat(seen)
                .hasToString("ns1.example.test has it; ns2.example.test has no such record");
    }

    @Test
    void isNotHeldUpByAServerThatDoesNotAnswer() throws Exception {
        first().put(ZONE, OWNER, VALUE);
        second().close();
        Seen seen = visibility.waitFor(OWNER, VALUE, List.of(), LONG);
        assertThat(seen.isEverywhere()).isTrue();
        assertThat(seen).hasToString("ns1.example.test has it; ns2.example.test does not answer");
    }

    @Test
    void believesNobodyWhereNobodyAnswers() throws Exception {
        List<ServerAddress> override = List.of(second().address());
        second().close();
        Seen seen = visibility.seen(OWNER, VALUE, override);
        assertThat(seen.isEverywhere()).isFalse();
        assertThat(seen.isNowhere()).isFalse();
        assertThat(seen.said().getFirst().verdict()).isEqualTo(Verdict.SILENT);
    }

    @Test
    void asksTheServersOfTheDeclarationInstead() throws Exception {
        second().put(ZONE, OWNER, VALUE);
        Seen seen = visibility.seen(OWNER, VALUE, List.of(second().address()));
        assertThat(seen.said())
                .containsExactly(new Said("127.0.0.3:" + port, Verdict.HAS, "has it"));
        assertThat(seen.isEverywhere()).isTrue();
    }

    @Test
    void seesThatARecordIsGone() throws Exception {
        first().put(ZONE, OWNER, VALUE);
        second().put(ZONE, OWNER, VALUE);
        second().delete(ZONE, OWNER, VALUE);
        assertThat(
                        visibility
                                .waitUntilGone(OWNER, VALUE, List.of(), Duration.ofMillis(100))
                                .isNowhere())
                .isFalse();
        first().delete(ZONE, OWNER, VALUE);
        assertThat(visibility.waitUntilGone(OWNER, VALUE, List.of(), LONG).isNowhere()).isTrue();
    }

    @Test
    void doesNotTakeAnAliasForTheRecord() throws Exception {
        Seen seen = visibility.seen("alias.example.test", VALUE, List.of(first().address()));
        assertThat(seen)
                .hasToString(first().address() + " says that it is an alias of target.other.test");
        assertThat(seen.isEverywhere()).isFalse();
    }

    @Test
    void saysThatNoResolverAnswers() {
        int nobody = FreePort.next();
        Visibility blind =
                new Visibility(
                        new Nameservers(() -> List.of(new ServerAddress("127.0.0.1", nobody))),
                        InstantSource.system());
        DnsTrouble trouble =
                catchThrowableOfType(DnsTrouble.class, () -> blind.seen(OWNER, VALUE, List.of()));
        assertThat(trouble.kind()).isEqualTo(DnsTrouble.Kind.UNREACHABLE);
        assertThat(trouble).hasMessageContaining("127.0.0.1:" + nobody + ": no answer");
        assertThat(trouble.remedy()).contains("resolvers");
    }

    @Test
    void saysThatNobodyServesTheName() {
        DnsTrouble trouble =
                catchThrowableOfType(
                        DnsTrouble.class,
                        () ->
                                new Visibility(
                                                new Nameservers(
                                                        () -> List.of(second().address()), port),
                                                InstantSource.system())
                                        .seen("nothing.elsewhere", VALUE, List.of()));
        assertThat(trouble.again()).isTrue();
        assertThat(trouble).hasMessageContaining("REFUSED");
    }
}
