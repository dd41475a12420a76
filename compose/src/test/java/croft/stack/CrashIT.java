package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.PebbleOptions;
import croft.stack.launch.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Processes end as by `kill -9` at any point of orders: every name ends with a certificate that is
/// served, nothing stays in zones, and the authority sees hardly more than without crashes.
///
/// `-Dcroft.kills=200` kills more often than a build has time for, `-Dcroft.seed=…` repeats a row
/// of kills.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CrashIT {
    private static final int KILLS = Integer.getInteger("croft.kills", 12);
    private static final long SEED = Long.getLong("croft.seed", 20_261_122L);

    /// Each once in a volley, in any order and at any moment.
    private static final List<String> VICTIMS = List.of("cert-manager", "edge-proxy", "postgres");

    /// A supervisor grows slow with a process that ends again and again; a new one is not.
    private static final int VOLLEYS_PER_LAUNCHER = 4;

    /// cert-manager works on so many orders at once, and so many can lose an answer in one crash.
    private static final int ORDERS_AT_ONCE = 8;

    private static final int ROUNDS_OF_TWO = 4;

    private CrashBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new CrashBench(PebbleOptions.rough().reusingAuthorizations(0));
        awaitServed("-infinity");
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void everyNameEndsServedAndNothingIsLeftWhateverIsKilled() throws Exception {
        System.out.println("kills: " + KILLS + ", seed: " + SEED);
        var random = new Random(SEED);
        var killed = new TreeMap<String, Integer>();
        var underWay = new TreeMap<String, Integer>();
        String lastWish = "";
        int kills = 0;
        for (int volley = 0; kills < KILLS; volley++) {
            if (volley > 0 && volley % VOLLEYS_PER_LAUNCHER == 0) {
                bench.restart();
            }
            bench.eventually(
                    "cert-manager and the database are up",
                    () -> bench.isUp("cert-manager") && bench.isUp("postgres"));
            lastWish = now();
            bench.makeDue();
            boolean _ =
                    bench.within(Duration.ofSeconds(5), () -> bench.orderUnderWay().isPresent());
            var victims = new ArrayList<>(VICTIMS);
            Collections.shuffle(victims, random);
            for (String victim : victims.subList(0, Math.min(victims.size(), KILLS - kills))) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_200));
                String state = bench.orderUnderWay().orElse("not known");
                if (bench.kill(victim)) {
                    kills++;
                    killed.merge(victim, 1, Integer::sum);
                    underWay.merge(state, 1, Integer::sum);
                }
            }
            System.out.println(kills + " kills, " + bench.said("Added order") + " orders");
        }
        awaitServed(lastWish);
        awaitNothingLeft();

        long versions = Long.parseLong(versions());
        long orders = bench.said("Added order");
        long issued = bench.said("Issued certificate");
        System.out.printf(
                "%d kills %s; states of open orders when killed %s%n"
                        + "versions %d, certificates issued %d, orders %d, issuances %s%n",
                kills,
                killed,
                underWay,
                versions,
                issued,
                orders,
                bench.query(
                        "select state || ' ' || count(*) || ',' from certs.issuance group by state"));
        System.out.println(
                "orders that failed: "
                        + bench.query(
                                "select trouble || ' (' || count(*) || ');' from certs.issuance where"
                                        + " state = 'failed' group by trouble"));
        assertThat(issued).isEqualTo(versions);
        assertThat(orders).isLessThanOrEqualTo(versions + (long) kills * ORDERS_AT_ONCE);
        assertThat(
                        Long.parseLong(
                                bench.query(
                                        "select count(distinct order_url) from certs.issuance")))
                .isLessThanOrEqualTo(orders);
    }

    @Test
    void twoReplicasOrderNothingTwice() throws Exception {
        Path state = Files.createTempDirectory("croft-replica");
        Path log = state.resolve("log");
        Process replica = replica(state).redirectOutput(log.toFile()).start();
        try {
            bench.eventually("the replica is ready", () -> Files.readString(log).contains("ready"));
            for (int round = 0; round < ROUNDS_OF_TWO; round++) {
                String wish = now();
                bench.makeDue();
                awaitServed(wish);
            }
            awaitNothingLeft();
            assertThat(replica.isAlive()).as(Files.readString(log)).isTrue();
        } finally {
            replica.destroyForcibly().waitFor();
        }
        long versions = Long.parseLong(versions());
        long by =
                Files.readString(log).lines().filter(line -> line.contains(": ordered at")).count();
        System.out.println("versions " + versions + ", of which the replica ordered " + by);
        assertThat(bench.said("Added order")).isEqualTo(versions);
        assertThat(bench.said("Issued certificate")).isEqualTo(versions);
        Folders.delete(state);
    }

    private String now() throws Exception {
        var text = new ArrayList<String>();
        bench.eventually(
                "the database tells the time", () -> text.add(bench.query("select now()")));
        return text.getFirst();
    }

    private String versions() throws Exception {
        return bench.query("select count(*) from certs.version where directory is not null");
    }

    /// Waits until every name has a version that came after its last wish, and the edge presents
    /// it.
    private void awaitServed(String wish) throws Exception {
        try {
            bench.eventually(
                    "every name is served by a version newer than " + wish,
                    () -> {
                        bench.tryAgainNow();
                        bench.makeDueBefore(wish);
                        return bench.query(
                                        """
                                        select count(*) from (select distinct on (certificate) * from certs.version
                                            where directory is not null order by certificate, number desc) v
                                        where stored_at > '%s' and served_at is not null and not exists
                                            (select from certs.issuance i where ended_at is null)
                                        """
                                                .formatted(wish))
                                .equals(Integer.toString(CrashBench.NAMES));
                    });
        } catch (AssertionError e) {
            throw new AssertionError(bench.standing(), e);
        }
    }

    private void awaitNothingLeft() throws Exception {
        bench.eventually(
                "no proof is left",
                () ->
                        bench.query("select count(*) from certs.dns_change").equals("0")
                                && bench.query("select count(*) from certs.challenge_answer")
                                        .equals("0"));
        for (String host : CrashBench.BY_RECORD) {
            assertThat(bench.records(host)).as(host).isEmpty();
        }
    }

    /// One more cert-manager beside the stack's, on the same database.
    private ProcessBuilder replica(Path state) throws Exception {
        return LoneService.of(
                Service.Role.CERTIFICATES,
                bench.folder(),
                state,
                Map.of("CROFT_DATABASE_URL", bench.databaseUrl()));
    }
}
