package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.AcmeTools;
import croft.certs.acme.PebbleOptions;
import croft.certs.dns.Knot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How long a certificate for a name and its wildcard takes by dns-01, beside other clients at the
/// same authority and the same name server. Each has its account already.
///
/// The figures are in docs/guides/certificates.md; `-Dcroft.runs=5` measures them anew. Others have
/// pauses of their own; each is set to the least that it allows.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(
        named = "croft.runs",
        matches = "[0-9]+",
        disabledReason = "it measures and nothing else: -Dcroft.runs=5")
class IssuanceTimesIT {
    private static final int RUNS = Integer.getInteger("croft.runs", 1);

    private static final String NAME = "d4.example.test";

    private static CrashBench bench;
    private static Path work;

    @BeforeAll
    static void start() throws Exception {
        bench = new CrashBench(PebbleOptions.calm());
        work = Files.createTempDirectory("croft-times");
        Files.writeString(
                work.resolve("key"),
                "key \"%s\" { algorithm hmac-sha256; secret \"%s\"; };\n"
                        .formatted(Knot.KEY, Knot.SECRET));
        bench.eventually("all is served", () -> served() == CrashBench.NAMES);
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
        Folders.delete(work);
    }

    @Test
    void tellsHowLongEachTakes() throws Exception {
        var stored = new ArrayList<Double>();
        var served = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            ours(stored, served);
        }
        List<Double> lego = measured(this::lego);
        List<Double> acmeSh = measured(this::acmeSh);
        System.out.printf(
                """
                seconds, median (least to most) of %d:
                croft, until stored  %s
                croft, until served  %s
                lego                 %s
                acme.sh              %s
                """,
                RUNS, text(stored), text(served), text(lego), text(acmeSh));
        for (List<Double> times : List.of(stored, served, lego, acmeSh)) {
            assertThat(times).hasSize(RUNS).allMatch(seconds -> seconds > 0);
        }
    }

    /// From the moment that the order begins, which is the look that finds it due.
    private static void ours(List<Double> stored, List<Double> served) throws Exception {
        long before = served();
        bench.makeDue(NAME);
        bench.eventually("it is served", () -> served() == before + 1);
        String[] times =
                bench.query(
                                """
                                select extract(epoch from v.stored_at - i.began_at) || ' '
                                    || extract(epoch from v.served_at - i.began_at)
                                from certs.issuance i join certs.version v using (certificate)
                                where v.stored_at = i.ended_at order by v.number desc limit 1
                                """)
                        .split(" ", -1);
        stored.add(Double.valueOf(times[0]));
        served.add(Double.valueOf(times[1]));
    }

    private static long served() throws Exception {
        return Long.parseLong(
                bench.query(
                        "select count(*) from certs.version where directory is not null and"
                                + " served_at is not null and ari_next_check is not null"));
    }

    private static List<Double> measured(Client client) throws Exception {
        client.run(true);
        var seconds = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            client.run(false);
            seconds.add((System.nanoTime() - begun) / 1e9);
        }
        return seconds;
    }

    /// With its check that the zone's servers have the record, as ours has, each second.
    private void lego(boolean first) throws Exception {
        var command =
                new ArrayList<String>(
                        List.of(
                                AcmeTools.lego().toString(),
                                "--accept-tos",
                                "--server",
                                bench.authority().directory().toString(),
                                "--email",
                                "you@example.test",
                                "--path",
                                work.resolve("lego").toString(),
                                "--dns",
                                "rfc2136",
                                "--dns.resolvers",
                                bench.zoneServer().toString(),
                                "--dns.propagation-disable-ans",
                                "--domains",
                                NAME,
                                "--domains",
                                "*." + NAME));
        command.addAll(
                first
                        ? List.of("run", "--profile", "shortlived")
                        : List.of(
                                "renew",
                                "--profile",
                                "shortlived",
                                "--days",
                                "1000",
                                "--no-random-sleep",
                                "--ari-disable"));
        finish(
                command,
                Map.of(
                        "LEGO_CA_CERTIFICATES",
                        bench.authority().serverRoot().toString(),
                        "DNSUPDATE_NAMESERVER",
                        bench.zoneServer().toString(),
                        "DNSUPDATE_TSIG_KEY",
                        Knot.KEY,
                        "DNSUPDATE_TSIG_SECRET",
                        Knot.SECRET,
                        "DNSUPDATE_TSIG_ALGORITHM",
                        "hmac-sha256.",
                        "DNSUPDATE_SEQUENCE_INTERVAL",
                        "0",
                        "DNSUPDATE_POLLING_INTERVAL",
                        "1"));
    }

    /// Without its check, which asks public resolvers and cannot be told of others.
    private void acmeSh(boolean first) throws Exception {
        finish(
                List.of(
                        AcmeTools.acmeSh().toString(),
                        "--issue",
                        "--force",
                        "--home",
                        Files.createDirectories(work.resolve("acme.sh")).toString(),
                        "--server",
                        bench.authority().directory().toString(),
                        "--ca-bundle",
                        bench.authority().serverRoot().toString(),
                        "--cert-profile",
                        "shortlived",
                        "--dns",
                        "dns_nsupdate",
                        "--dnssleep",
                        "0",
                        "-d",
                        NAME,
                        "-d",
                        "*." + NAME),
                Map.of(
                        "NSUPDATE_SERVER",
                        bench.zoneServer().host(),
                        "NSUPDATE_SERVER_PORT",
                        Integer.toString(bench.zoneServer().port()),
                        "NSUPDATE_ZONE",
                        "example.test",
                        "NSUPDATE_KEY",
                        work.resolve("key").toString()));
    }

    private static void finish(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path log = work.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("HOME", work.toString());
        assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();
    }

    private static double median(List<Double> seconds) {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String text(List<Double> seconds) {
        return "%.2f (%.2f to %.2f)"
                .formatted(median(seconds), Collections.min(seconds), Collections.max(seconds));
    }

    /// Gets one certificate.
    private interface Client {
        /// @param first whether it makes its account, too
        void run(boolean first) throws Exception;
    }
}
