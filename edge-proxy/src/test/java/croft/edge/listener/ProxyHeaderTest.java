package croft.edge.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers of the PROXY protocol, right and wrong.
@Timeout(60)
class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String V4 = "c0000201" + "c0000202" + "dc04" + "01bb";
    private static final String V6 =
            "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "dc0401bb";

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443, 192.0.2.1",
        "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0, 255.255.255.255",
        "PROXY TCP6 2001:db8::1 2001:db8::2 1 2, 2001:db8::1",
        "PROXY TCP6 ::1 :: 1 2, ::1",
        "PROXY TCP6 2001:DB8:0:0:0:0:0:1 2001:db8::2 1 2, 2001:db8::1",
        "PROXY TCP6 ::ffff:192.0.2.1 ::1 1 2, 192.0.2.1",
    })
    void aLineNamesTheClient(String line, String client) {
        assertThat(read(text(line + "\r\nGET /"), 5)).isEqualTo(client(client));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n",
                "PROXY UNKNOWN what ever\r\n"
            })
    void anUnknownClientIsTheProxyItself(String line) {
        assertThat(read(text(line), 0)).isEqualTo(new ProxyHeader.Itself());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "proxy TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY\r\n",
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "PROXY UNKNOWNX\r\n",
                "PROXY TCP5 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 \r\n",
                "PROXY TCP4  192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4\t192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3\r\n",
                "PROXY TCP4 192.0.2 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.01 192.0.2.2 1 2\r\n",
                "PROXY TCP4 0300.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 3221225985 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1. 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 nowhere 1 2\r\n",
                "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
                "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP6 2001:db8:::1 ::2 1 2\r\n",
                "PROXY TCP6 [2001:db8::1] ::2 1 2\r\n",
                "PROXY TCP6 fe80::1%eth0 ::2 1 2\r\n",
                "PROXY TCP6 2001:db8::12345 ::2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 65536 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 -1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 +1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2  2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 99999999999999999999\r\n",
                "PROXY TCP4 192.0.2.1\0 192.0.2.2 1 2\r\n",
                "PROXY TCP4 \u0661.0.0.1 192.0.2.2 1 2\r\n",
            })
    void aWrongLineIsRefused(String line) {
        assertThat(read(text(line), -1)).isInstanceOf(ProxyHeader.Malformed.class);
    }

    @Test
    void aLineHasAnEnd() {
        String endless = "PROXY UNKNOWN " + "x".repeat(200);
        assertThat(read(text(endless.substring(0, 106)), 106))
                .isEqualTo(new ProxyHeader.Incomplete());
        assertThat(read(text(endless.substring(0, 107)), -1))
                .isInstanceOf(ProxyHeader.Malformed.class);
        assertThat(read(text(endless + "\r\n"), -1)).isInstanceOf(ProxyHeader.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "21 11 000c " + V4 + ", 192.0.2.1",
        "21 21 0024 " + V6 + ", 2001:db8::1",
        // with TLVs, whatever they hold
        "21 11 0010 " + V4 + " 04 0001 00, 192.0.2.1",
        "21 11 000f " + V4 + " ffffff, 192.0.2.1",
        // an IPv4 address as an IPv6 one
        "21 21 0024 00000000000000000000ffffc0000201 20010db8000000000000000000000002 dc0401bb,"
                + " 192.0.2.1",
    })
    void aBinaryHeaderNamesTheClient(String rest, String client) {
        assertThat(read(binary(rest + "160301"), 3)).isEqualTo(client(client));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // LOCAL, whatever it says besides
                "20 00 0000",
                "20 11 000c " + V4,
                "20 ff 0001 00",
                // PROXY of something that has no address
                "21 00 0000",
                "21 00 0003 ffffff",
            })
    void aBinaryHeaderMayStandForTheProxyItself(String rest) {
        assertThat(read(binary(rest), 0)).isEqualTo(new ProxyHeader.Itself());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // version 1 and 3, unknown commands
                "11 11 000c " + V4,
                "31 11 000c " + V4,
                "22 11 000c " + V4,
                "2f 11 000c " + V4,
                "00 11 000c " + V4,
                // UDP, unknown families
                "21 12 000c " + V4,
                "21 22 0024 " + V6,
                "21 10 000c " + V4,
                "21 41 000c " + V4,
                "21 ff 000c " + V4,
                // shorter than its addresses
                "21 11 0000",
                "21 11 000b " + "c0000201c0000202dc0401",
                "21 21 000c " + V4,
                "21 31 000c " + V4,
                // longer than anybody needs
                "21 11 ffff",
                "21 11 0ff1",
                "20 00 ffff",
            })
    void aWrongBinaryHeaderIsRefused(String rest) {
        assertThat(read(binary(rest), -1)).isInstanceOf(ProxyHeader.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d0a0d0a000d0a515549540b2111", "0d0b", "0d0a0d0a0d"})
    void anotherSignatureIsRefusedAtTheFirstOctetThatDiffers(String hex) {
        assertThat(read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)), -1))
                .isInstanceOf(ProxyHeader.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNotWholeIsWaitedForOctetByOctet(boolean binary) {
        ByteBuf whole =
                binary
                        ? binary("21 11 0010 " + V4 + " 04 0001 00")
                        : text("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n");
        for (int length = 0; length < whole.readableBytes(); length++) {
            assertThat(read(whole.copy(0, length), length)).isEqualTo(new ProxyHeader.Incomplete());
        }
        assertThat(read(whole, 0)).isEqualTo(client("192.0.2.1"));
    }

    @Test
    void noOctetsMakeItFailOrReadBeyondItsBound() {
        Random random = new Random(7);
        byte[] signature = HexFormat.of().parseHex(SIGNATURE);
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = new byte[random.nextInt(64)];
            random.nextBytes(octets);
            if (random.nextBoolean()) {
                System.arraycopy(signature, 0, octets, 0, Math.min(octets.length, 12));
            } else {
                byte[] line = "PROXY TCP4 ".getBytes(ISO_8859_1);
                System.arraycopy(line, 0, octets, 0, Math.min(octets.length, line.length));
            }
            ByteBuf data = Unpooled.wrappedBuffer(octets);
            ProxyHeader read = ProxyHeader.read(data);
            if (read instanceof ProxyHeader.Incomplete) {
                assertThat(data.readerIndex()).isZero();
                assertThat(octets.length).isLessThan(ProxyHeader.LONGEST);
            }
        }
    }

    /// @param left octets that must be left; -1 if that does not matter
    private static ProxyHeader read(ByteBuf data, int left) {
        ProxyHeader read = ProxyHeader.read(data);
        if (left >= 0) {
            assertThat(data.readableBytes()).isEqualTo(left);
        }
        return read;
    }

    private static ProxyHeader client(String address) {
        return new ProxyHeader.Client(InetAddress.ofLiteral(address));
    }

    private static ByteBuf text(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
    }

    private static ByteBuf binary(String rest) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(SIGNATURE + rest.replace(" ", "")));
    }
}
