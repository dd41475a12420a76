package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.dns.DnsTrial.Result;
import croft.certs.dns.DnsTrial.Step;
import croft.certs.dns.StubApi.Fault;
import croft.certs.dns.StubApi.Reply;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.DnsProvider.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider tried out with a record that harms nobody.
class DnsTrialTest {
    private static final String ZONE = "example.test";
    private static final Duration LIMIT = Duration.ofMillis(500);

    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Step> reported = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void writesSeesAndDeletes() throws Exception {
        Knot knot = knot("knot");
        Result result = run(Declared.rfc2136(knot.address()), ZONE, Knot.SECRET);
        assertThat(result.isPassed()).as("%s", result).isTrue();
        assertThat(result.steps())
                .extracting(Step::what)
                .containsExactly("find the zone", "write", "see it", "delete", "see it gone");
        assertThat(result.steps()).allMatch(step -> !step.took().isNegative());
        assertThat(result.owner()).matches("_croft-test-[0-9a-f]{10}\\.example\\.test");
        assertThat(knot.values(result.owner())).isEmpty();
        assertThat(reported).isEqualTo(result.steps());
    }

    @Test
    void stopsWhereTheKeyMayNotWrite() throws Exception {
        Knot knot = knot("knot");
        Result result = run(Declared.rfc2136(knot.address()), Knot.LOCKED, Knot.SECRET);
        assertThat(result.isPassed()).isFalse();
        Step last = result.steps().getLast();
        assertThat(last.what()).isEqualTo("write");
        assertThat(last.passed()).isFalse();
        assertThat(last.remedy().orElse("")).contains("secret");
    }

    @Test
    void deletesAlsoWhatIsSeenNowhere() throws Exception {
        Knot knot = knot("knot");
        Knot other = knot("other");
        DnsProvider provider = Declared.rfc2136(knot.address());
        DnsProvider elsewhere =
                new DnsProvider(
                        provider.kind(),
                        provider.url(),
                        provider.user(),
                        provider.secret(),
                        provider.server(),
                        provider.algorithm(),
                        provider.command(),
                        List.of(other.address()));
        Result result = run(elsewhere, ZONE, Knot.SECRET);
        assertThat(result.isPassed()).isFalse();
        assertThat(result.steps())
                .filteredOn(step -> !step.passed())
                .extracting(Step::what)
                .containsExactly("see it");
        assertThat(result.steps().get(2).said()).contains("has no such record");
        assertThat(knot.values(result.owner())).isEmpty();
    }

    @Test
    void deletesWhatMayHaveBeenWritten() throws Exception {
        LuaDnsStub stub = new LuaDnsStub();
        StubApi api = new StubApi(stub);
        open.add(api);
        api.befall(new Fault.LostAnswer("POST"));
        Result result =
                run(Declared.http(Kind.LUADNS, api.url()), ZONE, HttpDriverConformance.SECRET);
        assertThat(result.steps())
                .extracting(Step::what)
                .containsExactly("find the zone", "write", "delete");
        assertThat(result.steps().get(1).passed()).isFalse();
        assertThat(result.steps().get(2).passed()).isTrue();
        assertThat(stub.held(result.owner())).isEmpty();
    }

    @Test
    void endsWithTheZoneWhereThereIsNone() throws Exception {
        StubApi api = new StubApi(_ -> Reply.of(200, List.of()));
        open.add(api);
        Result result =
                run(Declared.http(Kind.DESEC, api.url()), ZONE, HttpDriverConformance.SECRET);
        assertThat(result.steps()).hasSize(1);
        assertThat(result.steps().getFirst().said()).contains("no zone for _croft-test-");
    }

    @Test
    void hasNothingToTryWhereAPersonWrites() {
        Result result = run(Declared.manual(), ZONE, "unused");
        assertThat(result.isPassed()).isFalse();
        assertThat(result.steps()).hasSize(1);
        assertThat(result.steps().getFirst().said()).contains("you write the records yourself");
    }

    private Knot knot(String name) throws Exception {
        Knot knot = Knot.of(folder.resolve(name), ZONE, Knot.LOCKED);
        open.add(knot);
        return knot;
    }

    private Result run(DnsProvider provider, String zone, String secret) {
        try (DnsDrivers drivers = Declared.drivers(folder, secret)) {
            return new DnsTrial(drivers, Declared.visibility(), InstantSource.system())
                    .run(provider, zone, LIMIT, reported::add);
        }
    }
}
