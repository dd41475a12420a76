package croft.edge.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import java.net.InetAddress;

/// Any octets from a proxy: there is one outcome however they arrive, what is behind the header is
/// left untouched, and a client's address that is read is the one that is written.
class ProxyHeaderFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void headersAreReadInOneWay(byte[] octets) {
        Outcome whole = read(octets, Math.max(1, octets.length));
        assertThat(read(octets, 1)).isEqualTo(whole);
        assertThat(read(octets, 7)).isEqualTo(whole);
        if (whole.header instanceof ProxyHeader.Client(InetAddress address)) {
            expectSameAgain(address);
        }
    }

    private static Outcome read(byte[] octets, int step) {
        ByteBuf in = Unpooled.buffer();
        try {
            for (int from = 0; from < octets.length; from += step) {
                in.writeBytes(octets, from, Math.min(step, octets.length - from));
                int before = in.readableBytes();
                ProxyHeader header = ProxyHeader.read(in);
                switch (header) {
                    case ProxyHeader.Incomplete _ -> {
                        assertThat(in.readableBytes()).isEqualTo(before);
                        assertThat(before).isLessThan(ProxyHeader.LONGEST);
                    }
                    case ProxyHeader.Client _, ProxyHeader.Itself _ -> {
                        return new Outcome(header, in.readerIndex());
                    }
                    case ProxyHeader.Malformed(String reason) -> {
                        assertThat(reason).isNotEmpty().hasSizeLessThan(100);
                        // how much of it was looked at does not matter: the connection ends
                        return new Outcome(new ProxyHeader.Malformed(""), 0);
                    }
                }
            }
            return new Outcome(new ProxyHeader.Incomplete(), 0);
        } finally {
            in.release();
        }
    }

    /// As a line of version 1.
    private static void expectSameAgain(InetAddress address) {
        String family = address instanceof Inet4Address ? "TCP4" : "TCP6";
        String text = address.getHostAddress();
        ByteBuf in =
                Unpooled.copiedBuffer(
                        "PROXY " + family + " " + text + " " + text + " 1 65535\r\nGET",
                        ISO_8859_1);
        assertThat(ProxyHeader.read(in)).isEqualTo(new ProxyHeader.Client(address));
        assertThat(in.toString(ISO_8859_1)).isEqualTo("GET");
        in.release();
    }

    /// What came of it.
    ///
    /// @param consumed octets that belong to the header
    private record Outcome(ProxyHeader header, int consumed) {}
}
