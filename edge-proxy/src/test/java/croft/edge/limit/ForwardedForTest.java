package croft.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who the client is, when trusted proxies (10.0.0.0/8, 2001:db8:1::/48) say so.
@Timeout(30)
class ForwardedForTest {
    private static final Addresses TRUSTED =
            Addresses.of(
                    Stream.of("10.0.0.0/8", "2001:db8:1::/48").map(AddressRange::parse).toList());
    private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7 | 192.0.2.7",
                "192.0.2.7, 10.0.0.2 | 192.0.2.7",
                "192.0.2.7,10.0.0.2 ,  10.0.0.3 | 192.0.2.7",
                // what stands before the first stranger, he may have made up
                "198.51.100.1, 192.0.2.7, 10.0.0.2 | 192.0.2.7",
                "10.0.0.9, 192.0.2.7 | 192.0.2.7",
                "10.0.0.9, 10.0.0.8 | 10.0.0.9",
                "2001:db8::7, 2001:db8:1::5 | 2001:db8::7",
                // with ports, as some proxies write them
                "192.0.2.7:4711 | 192.0.2.7",
                "[2001:db8::7]:4711 | 2001:db8::7",
                "[2001:db8::7] | 2001:db8::7",
                "::ffff:192.0.2.7 | 192.0.2.7",
                // what makes no sense ends it
                "'' | 10.0.0.1",
                ", | 10.0.0.1",
                "unknown | 10.0.0.1",
                "192.0.2.7, unknown | 10.0.0.1",
                "192.0.2.7, unknown, 10.0.0.5 | 10.0.0.5",
                "192.0.2.7, | 10.0.0.1",
                "192.0.2.256 | 10.0.0.1",
                "192.0.2 | 10.0.0.1",
                "192.0.2.07 | 10.0.0.1",
                "0300.0.2.7 | 10.0.0.1",
                "3221225991 | 10.0.0.1",
                "[2001:db8::7 | 10.0.0.1",
                "fe80::1%eth0 | 10.0.0.1",
                "192.0.2.7 192.0.2.8 | 10.0.0.1",
            })
    void isReadFromItsEnd(String field, String client) {
        assertThat(ForwardedFor.read(List.of(field), PEER, TRUSTED))
                .isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(ForwardedFor.read(List.of("192.0.2.7", "10.0.0.2"), PEER, TRUSTED))
                .isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
        assertThat(ForwardedFor.read(List.of(), PEER, TRUSTED)).isEqualTo(PEER);
    }

    @Test
    void aThousandHopsAreNotFollowed() {
        String many = "192.0.2.7" + ", 10.0.0.2".repeat(1000);
        assertThat(ForwardedFor.read(List.of(many), PEER, TRUSTED))
                .isEqualTo(InetAddress.ofLiteral("10.0.0.2"));
    }
}
