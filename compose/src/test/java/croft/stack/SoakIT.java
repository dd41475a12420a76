package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.Fault;
import croft.certs.acme.FaultProxy;
import croft.certs.acme.PebbleOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Certificates that live for a minute, for twenty sites, from an authority that misbehaves behind
/// a network that fails, while visitors come all the time.
///
/// `-Dcroft.soak.seconds=600` makes it last for ten minutes.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SoakIT {
    private static final int SITES = 20;
    private static final int VISITORS = 4;

    /// Then every certificate is waited for that is yet to be renewed.
    private static final int USUAL_SECONDS = 20;

    /// Of each kind of fault, so that most orders meet one.
    private static final double CHANCE = 0.02;

    @Test
    void noVisitorSeesAnExpiredOrWrongCertificateAndNoRequestIsLost() throws Exception {
        Duration duration =
                Duration.ofSeconds(Integer.getInteger("croft.soak.seconds", USUAL_SECONDS));
        List<String> hosts =
                IntStream.range(0, SITES).mapToObj("s%02d.example.test"::formatted).toList();
        try (var bench = new CertificateBench(PebbleOptions.rough().sleeping())) {
            bench.declare(declaration(bench, hosts));
            try (LiveStack stack = bench.start()) {
                stack.awaitThat(
                        "every site is served",
                        () -> subjects(bench, stack, "certificate.served", 1) == SITES);
                long before = issued(bench, stack);
                bite(bench.proxy());
                var visitors =
                        Handshakes.begin(
                                bench.pebble().root(0), stack.httpsPort(), hosts, VISITORS);
                boolean stopped =
                        new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
                stack.awaitThat(
                        "every certificate was renewed",
                        () -> subjects(bench, stack, "certificate.renewed", 2) == SITES);
                visitors.end();
                System.out.printf(
                        "%nSoak of %d s: %s, %d certificates, %d faults in %d requests to the"
                                + " authority, %s orders that failed, at least %d s of life left%n",
                        duration.toSeconds(),
                        visitors.outcomes(),
                        issued(bench, stack) - before,
                        bench.proxy().bitten(),
                        bench.proxy().requests().size(),
                        bench.query(
                                stack,
                                "select count(*) from certs.issuance where state = 'failed'"),
                        visitors.leastLeft().toSeconds());

                assertThat(stopped).isFalse();
                assertThat(visitors.troubles()).isEmpty();
                assertThat(visitors.outcomes()).containsOnlyKeys("handshake", "200");
                assertThat(bench.proxy().bitten()).isPositive();
            }
        }
    }

    private static String declaration(CertificateBench bench, List<String> hosts) {
        var text = new StringBuilder(bench.certificates("blink", "")).append("sites:\n");
        for (String host : hosts) {
            text.append("  - { host: ").append(host).append(", static: ./www }\n");
        }
        return text.toString();
    }

    /// Every request may meet one of these.
    private static void bite(FaultProxy proxy) {
        proxy.sometimes(
                CHANCE, "", Fault.problem(429, "rateLimited", "too many").with("Retry-After", "1"));
        proxy.sometimes(CHANCE, "", Fault.page(503));
        proxy.sometimes(CHANCE, "", new Fault.DropBefore());
        proxy.sometimes(CHANCE, "", new Fault.DropAfter());
    }

    /// How many sites the journal has told this of, at least so often.
    private static long subjects(CertificateBench bench, LiveStack stack, String kind, int often)
            throws Exception {
        return Long.parseLong(
                bench.query(
                        stack,
                        "select count(*) from (select from platform.event where kind = '%s' group by subject having count(*) >= %d) told"
                                .formatted(kind, often)));
    }

    private static long issued(CertificateBench bench, LiveStack stack) throws Exception {
        return Long.parseLong(
                bench.query(
                        stack,
                        "select count(*) from platform.event where kind = 'certificate.renewed'"));
    }
}
