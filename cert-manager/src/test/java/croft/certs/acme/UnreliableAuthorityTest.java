package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.Eventually;
import croft.house.wire.FreePort;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is told of an authority that limits, fails, is late, goes away or is none.
class UnreliableAuthorityTest {
    private static Pebble pebble;
    private static FaultProxy proxy;
    private static AcmeAuthority authority;

    @BeforeAll
    static void start() throws Exception {
        pebble = PebbleOptions.rough().start();
        proxy = FaultProxy.before(pebble, 1);
        authority = authority(proxy.directory());
    }

    @AfterAll
    static void stop() throws Exception {
        authority.close();
        proxy.close();
        pebble.close();
    }

    @AfterEach
    void heal() {
        proxy.heal();
    }

    @Test
    void saysWhenALimitEndsAndWhichOneItIs() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once(
                "/order-plz",
                Fault.problem(429, "rateLimited", "too many certificates already issued")
                        .with("Retry-After", "3600")
                        .with("Link", "<https://ca.test/docs/limits>;rel=\"help\""));
        AcmeTrouble trouble = trouble(() -> applicant.order("limit.test"));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.RATE_LIMITED);
        assertThat(trouble.again().orElseThrow()).satisfies(UnreliableAuthorityTest::isAnHourAway);
        assertThat(trouble.links()).containsExactly(URI.create("https://ca.test/docs/limits"));
        assertThat(trouble)
                .hasMessage(
                        "localhost refuses: rateLimited: \"too many certificates already issued\"");
    }

    @ParameterizedTest
    @CsvSource({
        "429, RATE_LIMITED",
        "500, BUSY",
        "502, BUSY",
        "503, BUSY",
        "504, BUSY",
        "404, NOT_FOUND",
        "403, UNINTELLIGIBLE"
    })
    void keepsTheTimeThatALoadBalancerNames(int status, AcmeTrouble.Kind kind) throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once("/order-plz", Fault.page(status).with("Retry-After", "3600"));
        AcmeTrouble trouble = trouble(() -> applicant.order("busy.test"));
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.again().orElseThrow()).satisfies(UnreliableAuthorityTest::isAnHourAway);
        assertThat(trouble)
                .hasMessage("localhost answers with status " + status + " and no explanation");
    }

    @Test
    void namesNoTimeWhereTheAuthorityDoesNot() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once("/order-plz", Fault.page(503));
        AcmeTrouble trouble = trouble(() -> applicant.order("busy.test"));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.BUSY);
        assertThat(trouble.again()).isEmpty();
    }

    @Test
    void countsFromTheAuthoritysClockWhenOursIsWrong() throws Exception {
        InstantSource ahead = () -> InstantSource.system().instant().plus(Duration.ofDays(400));
        try (AcmeAuthority elsewhere =
                new AcmeAuthority(proxy.directory(), Optional.of(pebble.serverRoot()), ahead)) {
            proxy.once(
                    "/dir",
                    Fault.page(503)
                            .with("Date", "Sun, 22 Nov 2026 10:00:00 GMT")
                            .with("Retry-After", "Sun, 22 Nov 2026 11:00:00 GMT"));
            AcmeTrouble trouble = trouble(elsewhere::directory);
            assertThat(Duration.between(ahead.instant(), trouble.again().orElseThrow()))
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        }
    }

    @Test
    void asksForAnotherNonceWhenOneIsRefused() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.times(
                3, "/order-plz", Fault.problem(400, "badNonce", "JWS has an invalid anti-replay"));
        assertThat(applicant.order("nonce.test").state()).isIn(State.PENDING, State.READY);
        proxy.times(10, "/order-plz", Fault.problem(400, "badNonce", "JWS has an invalid"));
        assertThat(trouble(() -> applicant.order("nonce.test")).kind())
                .isEqualTo(AcmeTrouble.Kind.BUSY);
    }

    @ParameterizedTest
    @CsvSource({"/order-plz", "/nonce-plz", "/dir", "/authZ/"})
    void saysThatTheConnectionEnded(String path) throws Exception {
        try (AcmeAuthority fresh = authority(proxy.directory())) {
            Applicant applicant =
                    path.equals("/dir") || path.equals("/nonce-plz")
                            ? null
                            : new Applicant(pebble, fresh);
            // One request may be repeated below us; none is repeated for ever.
            proxy.times(20, path, new Fault.DropBefore());
            AcmeTrouble trouble =
                    trouble(() ->
                            applicant == null
                                    ? new Applicant(pebble, fresh)
                                    : applicant.order("drop.test"));
            assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.UNREACHABLE);
            assertThat(trouble).hasMessageContaining("localhost: the connection ended");
        }
    }

    @Test
    void waitsForALateAnswer() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once("/order-plz", new Fault.Delay(Duration.ofMillis(300)));
        assertThat(applicant.order("late.test").url()).isNotNull();
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once("/order-plz", new Fault.Delay(Duration.ofMinutes(5)));
        List<Object> seen = new ArrayList<>();
        int bitten = proxy.bitten();
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            seen.add(trouble(() -> applicant.order("late.test")).kind());
                            seen.add(Thread.currentThread().isInterrupted());
                        });
        Eventually.eventually("the delay", () -> proxy.bitten() > bitten);
        thread.interrupt();
        thread.join();
        assertThat(seen).containsExactly(AcmeTrouble.Kind.UNREACHABLE, true);
    }

    @Test
    void readsNoAnswerWithoutEnd() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once(
                "/order-plz",
                Fault.json(201, "application/json", "{\"a\":\"" + "x".repeat(2 << 20) + "\"}"));
        assertThat(trouble(() -> applicant.order("large.test")).kind())
                .isEqualTo(AcmeTrouble.Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}'",
        "'[]'",
        "'not json'",
        "'{\"newOrder\":7,\"newAccount\":8}'",
        "'{\"newOrder\":\"https://a.test/\",\"newAccount\":\"https://a.test/\",\"meta\":[]}'"
    })
    void saysThatADirectoryIsNone(String body) throws Exception {
        try (AcmeAuthority fresh = authority(proxy.directory())) {
            proxy.once("/dir", Fault.json(200, "application/json", body));
            AcmeTrouble trouble =
                    trouble(() -> {
                        fresh.directory();
                        return new Applicant(pebble, fresh);
                    });
            assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.UNINTELLIGIBLE);
            assertThat(trouble.remedy()).contains("directory URL");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{}'",
        "'{\"type\":7,\"detail\":[],\"subproblems\":{},\"identifier\":[]}'",
        "'{\"type\":\"a b\",\"subproblems\":[7]}'",
        "'not json'"
    })
    void goesByTheStatusWhereTheWordsMakeNoSense(String body) throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        for (Map.Entry<Integer, AcmeTrouble.Kind> expected :
                Map.of(
                                503, AcmeTrouble.Kind.BUSY,
                                429, AcmeTrouble.Kind.RATE_LIMITED,
                                400, AcmeTrouble.Kind.UNINTELLIGIBLE)
                        .entrySet()) {
            proxy.once(
                    "/order-plz",
                    Fault.json(expected.getKey(), "application/problem+json", body)
                            .with("Retry-After", "3600"));
            AcmeTrouble trouble = trouble(() -> applicant.order("shape.test"));
            assertThat(trouble.kind()).isEqualTo(expected.getValue());
            assertThat(trouble.again().orElseThrow())
                    .satisfies(UnreliableAuthorityTest::isAnHourAway);
        }
    }

    @Test
    void findsAPageWhereADirectoryShouldBe() throws Exception {
        try (AcmeAuthority fresh = authority(proxy.directory())) {
            proxy.once("/dir", Fault.page(200));
            assertThat(trouble(fresh::directory).kind()).isEqualTo(AcmeTrouble.Kind.UNINTELLIGIBLE);
        }
    }

    @Test
    void readsTheDirectoryOnceAnHour() throws Exception {
        try (AcmeAuthority fresh = authority(proxy.directory())) {
            long before = proxy.requests("/dir");
            for (int i = 0; i < 5; i++) {
                fresh.directory();
                new Applicant(pebble, fresh);
            }
            assertThat(proxy.requests("/dir") - before).isEqualTo(1);
        }
    }

    @Test
    void takesManyOrdersAtOnceWithRefusedNonces() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        List<Callable<String>> orders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "many" + i + ".test";
            orders.add(() -> applicant.certificate(name).getSerialNumber().toString());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> done = threads.invokeAll(orders);
            assertThat(done)
                    .extracting(Future::resultNow)
                    .doesNotHaveDuplicates()
                    .hasSize(orders.size());
        }
    }

    @Test
    void trustsNoServerThatTheRootsDoNotVouchFor() throws Exception {
        try (AcmeAuthority stranger =
                new AcmeAuthority(pebble.directory(), Optional.empty(), InstantSource.system())) {
            AcmeTrouble trouble = trouble(stranger::directory);
            assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.UNTRUSTED);
            assertThat(trouble).hasMessageContaining("its server's certificate is not accepted");
            assertThat(trouble.remedy()).contains("`root`");
        }
    }

    @Test
    void readsTheFileOfRootsAgainOnceItIsMended() throws Exception {
        Path roots = Files.createTempFile("roots", ".pem");
        try (AcmeAuthority mended =
                new AcmeAuthority(pebble.directory(), Optional.of(roots), InstantSource.system())) {
            assertThat(trouble(mended::directory))
                    .hasMessageContainingAll(roots.toString(), "PEM file of root certificates");
            Files.copy(pebble.serverRoot(), roots, StandardCopyOption.REPLACE_EXISTING);
            assertThat(mended.directory().profiles()).isNotEmpty();
        } finally {
            Files.delete(roots);
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        try (AcmeAuthority nobody =
                authority(URI.create("https://localhost:" + FreePort.next() + "/dir"))) {
            AcmeTrouble trouble = trouble(nobody::directory);
            assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.UNREACHABLE);
            assertThat(trouble).hasMessageContaining("no connection");
        }
    }

    @Test
    void asksNobodyWithoutEncryption() throws Exception {
        try (AcmeAuthority plain = authority(URI.create("http://localhost:1/dir"))) {
            assertThat(trouble(plain::directory)).hasMessageContaining("not an https URL");
        }
    }

    @Test
    void saysWhoItIs() throws Exception {
        try (AcmeAuthority fresh = authority(proxy.directory())) {
            fresh.directory();
            assertThat(proxy.agents()).allMatch(agent -> agent.startsWith("Croft"));
        }
    }

    private static AcmeAuthority authority(URI directory) {
        return new AcmeAuthority(
                directory, Optional.of(pebble.serverRoot()), InstantSource.system());
    }

    private static void isAnHourAway(Instant instant) {
        assertThat(Duration.between(Instant.now(), instant))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    }

    private static AcmeTrouble trouble(Callable<?> call) {
        return catchThrowableOfType(AcmeTrouble.class, call::call);
    }
}
