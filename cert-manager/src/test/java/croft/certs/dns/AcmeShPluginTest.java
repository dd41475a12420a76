package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.acme.AcmeTools;
import croft.platform.declaration.DnsProvider;
import croft.platform.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bridge to acme.sh's plugins as the guide has it, with acme.sh itself and its plugin for
/// Knot: one of those that take every value of a name away.
class AcmeShPluginTest {
    private static final Path BRIDGE =
            Path.of("../docs/examples/dns-acme-sh").toAbsolutePath().normalize();

    private static final TxtRecord ONE =
            new TxtRecord(
                    DnsDriverConformance.ZONE,
                    DnsDriverConformance.OWNER,
                    DnsDriverConformance.ONE);
    private static final TxtRecord TWO =
            new TxtRecord(
                    DnsDriverConformance.ZONE,
                    DnsDriverConformance.OWNER,
                    DnsDriverConformance.TWO);

    @TempDir Path folder;
    private Optional<Knot> knot = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        Programs.of("knsupdate", "knot-dnsutils");
        knot = Optional.of(Knot.of(folder.resolve("knot"), DnsDriverConformance.ZONE));
    }

    @AfterEach
    void stop() throws Exception {
        knot.orElseThrow().close();
    }

    @Test
    void writesThroughAPluginAndDeletesWhenAllIsOver() throws Exception {
        try (DnsDrivers drivers = drivers(Knot.SECRET)) {
            DnsDriver driver = drivers.of(declared("dns_knot"));
            driver.add(ONE);
            driver.add(TWO);
            assertThat(knot.orElseThrow().values(ONE.owner()))
                    .containsExactly(TWO.value(), ONE.value());
            // This plugin ignores the value: the other one is gone, too.
            driver.remove(ONE, Optional.empty());
            assertThat(knot.orElseThrow().values(ONE.owner())).isEmpty();
            driver.remove(TWO, Optional.empty());
            assertThat(driver.isWholeSet()).isTrue();
        }
    }

    @Test
    void showsWhatThePluginSaysButNoSecret() {
        String wrong = "d3Jvbmctd3Jvbmctd3Jvbmctd3Jvbmctd3Jvbmctd3I=";
        try (DnsDrivers drivers = drivers(wrong)) {
            DnsTrouble trouble =
                    catchThrowableOfType(
                            DnsTrouble.class, () -> drivers.of(declared("dns_knot")).add(ONE));
            assertThat(trouble).hasMessageContaining("ended with 1").hasMessageNotContaining(wrong);
        }
    }

    @Test
    void runsNoPluginThatIsNotThere() {
        try (DnsDrivers drivers = drivers(Knot.SECRET)) {
            for (String plugin : List.of("dns_nothing", "../../tmp/x", "a;b")) {
                DnsTrouble trouble =
                        catchThrowableOfType(
                                DnsTrouble.class, () -> drivers.of(declared(plugin)).add(ONE));
                assertThat(trouble).hasMessageContaining("ended with 6");
            }
        }
    }

    private DnsDrivers drivers(String key) {
        String variables =
                "KNOT_SERVER=127.0.0.1 %d\nKNOT_KEY=hmac-sha256:%s %s\nKNOT_ZONE=%s\n"
                        .formatted(
                                knot.orElseThrow().address().port(),
                                Knot.KEY,
                                key,
                                DnsDriverConformance.ZONE);
        return new DnsDrivers(
                Secrets.of(folder, Map.of("CROFT_SECRET_DNS", variables)),
                folder,
                Declared.visibility(),
                DnsDrivers::alone,
                HttpDriverConformance.LIMIT,
                Duration.ofSeconds(60));
    }

    private DnsProvider declared(String plugin) {
        return Declared.exec(
                List.of(
                        BRIDGE.toString(),
                        AcmeTools.acmeSh().resolveSibling("").toString(),
                        plugin),
                knot.orElseThrow().address());
    }
}
