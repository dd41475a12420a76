package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.dns.DnsTrouble.Kind;
import croft.house.wire.FreePort;
import croft.platform.declaration.ServerAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signed updates to a live Knot.
class Rfc2136Test extends DnsDriverConformance {
    @Override
    Provider provider(Path folder) throws Exception {
        return new Live(folder, Knot.of(folder.resolve("knot"), ZONE, CHILD, Knot.LOCKED));
    }

    /// The name of the key, the key, and where: in each case something is not as the server wants
    /// it.
    @ParameterizedTest
    @CsvSource({
        "nobody., right, example.test",
        "croft-test., wrong, example.test",
        "croft-test., right, locked.test"
    })
    void saysWhereToLookWhenTheServerDoesNotLetItWrite(String key, String secret, String zone)
            throws Exception {
        Live live = (Live) provider();
        String text =
                secret.equals("right")
                        ? Knot.SECRET
                        : Base64.getEncoder().encodeToString(new byte[32]);
        try (DnsDrivers drivers = Declared.drivers(folder, text)) {
            DnsDriver driver = drivers.of(Declared.rfc2136(live.knot.address(), key));
            DnsTrouble trouble = trouble(driver, zone);
            assertThat(trouble.kind()).isEqualTo(Kind.CREDENTIALS);
            assertThat(trouble)
                    .hasMessageContaining("RFC 2136 at 127.0.0.1:")
                    .hasMessageNotContaining(text);
            assertThat(trouble.remedy()).contains("user", "secret", "algorithm", "clocks");
            assertThat(live.held("_acme-challenge." + zone)).isEmpty();
        }
    }

    @Test
    void saysThatTheSecretIsNoKey() throws Exception {
        Live live = (Live) provider();
        try (DnsDrivers drivers = Declared.drivers(folder, "no base64!")) {
            DnsTrouble trouble = trouble(drivers.of(Declared.rfc2136(live.knot.address())), ZONE);
            assertThat(trouble.kind()).isEqualTo(Kind.CREDENTIALS);
            assertThat(trouble)
                    .hasMessageContaining("not Base64")
                    .hasMessageNotContaining("no base64!");
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void saysThatNobodyListens() throws Exception {
        int port = FreePort.next();
        try (DnsDrivers drivers = Declared.drivers(folder, Knot.SECRET)) {
            DnsTrouble trouble =
                    trouble(
                            drivers.of(Declared.rfc2136(new ServerAddress("127.0.0.1", port))),
                            ZONE);
            assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(trouble.again()).isTrue();
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void waitsForAServerThatSaysNothingNoLongerThanItsLimit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                DnsDrivers drivers = Declared.drivers(folder, Knot.SECRET)) {
            DnsTrouble trouble =
                    trouble(
                            drivers.of(
                                    Declared.rfc2136(
                                            new ServerAddress("127.0.0.1", silent.getLocalPort()))),
                            ZONE);
            assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(trouble).hasMessageContaining("2000 ms");
        }
    }

    private static DnsTrouble trouble(DnsDriver driver, String zone) {
        return catchThrowableOfType(
                DnsTrouble.class,
                () -> driver.add(new TxtRecord(zone, "_acme-challenge." + zone, ONE)));
    }

    /// The server, and a driver for it.
    private static final class Live implements Provider {
        private final Knot knot;
        private final DnsDrivers drivers;

        Live(Path folder, Knot knot) {
            this.knot = knot;
            this.drivers = Declared.drivers(folder, Knot.SECRET);
        }

        @Override
        public DnsDriver driver() {
            return drivers.of(Declared.rfc2136(knot.address()));
        }

        @Override
        public void put(String zone, String owner, String value) throws Exception {
            knot.put(zone, owner, value);
        }

        @Override
        public List<String> held(String owner) throws Exception {
            return knot.values(owner);
        }

        @Override
        public void close() {
            drivers.close();
            knot.close();
        }
    }
}
