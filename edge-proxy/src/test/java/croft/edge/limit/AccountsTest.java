package croft.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.AddressRange;
import croft.platform.declaration.VisitorPolicy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The table of addresses, and what one address may spend.
@Timeout(60)
class AccountsTest {
    private static final Rate RATE = Rate.of(new VisitorPolicy.Limits(4, 10, 20));
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void anAddressIsAnIpv4AddressOrAHouseholdOfIpv6() {
        assertThat(address("2001:db8:1:2:3:4:5:6")).isEqualTo(address("2001:db8:1:2::1"));
        assertThat(address("2001:db8:1:3::1")).isNotEqualTo(address("2001:db8:1:2::1"));
        assertThat(address("192.0.2.1")).isNotEqualTo(address("192.0.2.2"));
        assertThat(address("::ffff:192.0.2.1")).isEqualTo(address("192.0.2.1"));
        assertThat(address("::1")).isNotEqualTo(address("0.0.0.0"));
    }

    @Test
    void aMillionAddressesFillNothing() {
        Accounts accounts = new Accounts(16);
        Account regular = accounts.of(7, 0);
        assertThat(regular.enter(4)).isEqualTo(Account.Entry.COUNTED);
        for (long address = 100; address < 1_000_100; address++) {
            Account stranger = accounts.of(address, 0);
            assertThat(stranger.spend(RATE.price(10), 0, RATE)).isZero();
        }
        assertThat(accounts.size()).isLessThanOrEqualTo(16 * 16);
        assertThat(accounts.of(7, 0)).as("who is here stays known").isSameAs(regular);
    }

    @Test
    void whoOwesMostIsRememberedLongest() {
        Accounts accounts = new Accounts(1);
        accounts.of(1, 0).blame(RATE.price(200), 0, RATE);
        for (long address = 2; address < 1000; address++) {
            assertThat(accounts.of(address, 0).spend(RATE.price(1), 0, RATE)).isZero();
        }
        assertThat(accounts.of(1, 0).owed(0)).isEqualTo(RATE.price(200));
    }

    @Test
    void whereAllHaveConnectionsANewcomerIsJudgedAlone() {
        Accounts accounts = new Accounts(1);
        for (long address = 1; address <= 16; address++) {
            assertThat(accounts.of(address, 0).enter(4)).isEqualTo(Account.Entry.COUNTED);
        }
        assertThat(accounts.of(17, 0).enter(4)).isEqualTo(Account.Entry.COUNTED);
        assertThat(accounts.size()).isEqualTo(16);
    }

    @Test
    void whatWasSpentComesBackInTime() {
        Account account = new Account(1, 0);
        for (int i = 0; i < 20; i++) {
            assertThat(account.spend(RATE.price(10), 0, RATE)).isZero();
        }
        assertThat(account.spend(RATE.price(10), 0, RATE)).isEqualTo(SECOND / 10);
        assertThat(account.spend(RATE.price(10), SECOND / 10, RATE)).isZero();
        assertThat(account.spend(RATE.price(10), SECOND / 10, RATE)).isPositive();
        assertThat(account.spend(RATE.price(200), 10 * SECOND, RATE)).isZero();
    }

    @Test
    void blameShutsOutAndIsForgiven() {
        Account account = new Account(1, 0);
        account.blame(RATE.price(200), 0, RATE);
        assertThat(account.isShutOut(0, RATE)).isFalse();
        account.blame(RATE.price(200), 0, RATE);
        assertThat(account.isShutOut(0, RATE)).isTrue();
        assertThat(account.isShutOut(SECOND / 2, RATE)).isTrue();
        assertThat(account.isShutOut(SECOND, RATE)).isFalse();
    }

    @Test
    void manyThreadsSpendNoMoreThanThereIs() throws Exception {
        Account account = new Account(1, 0);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> spent = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                spent.add(
                        threads.submit(() -> {
                            int count = 0;
                            for (int j = 0; j < 1000; j++) {
                                count += account.spend(RATE.price(1), 0, RATE) == 0 ? 1 : 0;
                            }
                            return count;
                        }));
            }
            int all = 0;
            for (Future<Integer> each : spent) {
                all += each.get(30, TimeUnit.SECONDS);
            }
            assertThat(all).isEqualTo(200);
        }
    }

    @Test
    void aSetOfRangesHoldsWhatItsRangesHold() throws Exception {
        List<AddressRange> ranges =
                Stream.of(
                                "10.0.0.0/8",
                                "10.1.0.0/16",
                                "192.0.2.4/30",
                                "192.0.2.8",
                                "0.0.0.0",
                                "255.255.255.255",
                                "2001:db8::/32",
                                "::1",
                                "fe80::/10",
                                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
                        .map(AddressRange::parse)
                        .toList();
        Addresses addresses = Addresses.of(ranges);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = ranges.get(i % ranges.size()).first().getAddress();
            octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
            InetAddress asked = InetAddress.getByAddress(octets);
            assertThat(addresses.contains(asked))
                    .as(asked.toString())
                    .isEqualTo(ranges.stream().anyMatch(range -> range.contains(asked)));
        }
        assertThat(Addresses.of(List.of()).contains(InetAddress.ofLiteral("::1"))).isFalse();
    }

    private static long address(String text) {
        return Accounts.address(InetAddress.ofLiteral(text));
    }
}
