package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which addresses a range holds. What is no range is among the mistakes of `rejected/edge.yml`.
class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "10.0.0.0/8, 10.255.255.255",
        "172.16.0.0/12, 172.31.0.1",
        "192.0.2.128/25, 192.0.2.128",
        "0.0.0.0/0, 203.0.113.9",
        "192.0.2.1, ::ffff:192.0.2.1",
        "::1, 0:0:0:0:0:0:0:1",
        "fd00::/8, fdff::1",
        "2001:db8::/33, 2001:db8:7fff::1",
        "::/0, fe80::1"
    })
    void holds(String range, String address) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.2",
        "10.0.0.0/8, 11.0.0.0",
        "172.16.0.0/12, 172.32.0.0",
        "192.0.2.128/25, 192.0.2.127",
        "0.0.0.0/0, ::1",
        "::/0, 127.0.0.1",
        "2001:db8::/33, 2001:db8:8000::1"
    })
    void holdsNot(String range, String address) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.0.0.0/8", "0.0.0.0/0"})
    void isShownAsWritten(String range) {
        assertThat(AddressRange.parse(range)).hasToString(range);
    }
}
