package croft.edge.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The code of RFC 7541 Appendix B.
class HuffmanTest {
    @ParameterizedTest
    @CsvSource({
        "www.example.com, f1e3c2e5f23a6ba0ab90f4ff",
        "no-cache, a8eb10649cbf",
        "custom-key, 25a849e95ba97d7f",
        "custom-value, 25a849e95bb8e8b4bf",
        "302, 6402",
        "private, aec3771a4b",
        "307, 640eff",
        "gzip, 9bd9ab"
    })
    void encodesAndDecodesTheExamplesOfAppendixC(String text, String hex) {
        byte[] out = new byte[64];
        int length = Huffman.encode(text, out, 0);
        assertThat(HexFormat.of().formatHex(out, 0, length)).isEqualTo(hex);
        assertThat(Huffman.encodedLength(text)).isEqualTo(length);
        assertThat(decode(hex)).isEqualTo(text);
    }

    @Test
    void carriesEachOfThe256Octets() {
        for (int symbol = 0; symbol < 256; symbol++) {
            expectRoundTrip(String.valueOf((char) symbol));
            expectRoundTrip("a" + (char) symbol + "b" + (char) symbol);
        }
    }

    @Test
    void carriesTextsOfAnyOctets() {
        Random random = new Random(7541);
        for (int round = 0; round < 5_000; round++) {
            byte[] octets = new byte[random.nextInt(100)];
            random.nextBytes(octets);
            expectRoundTrip(new String(octets, ISO_8859_1));
        }
    }

    /// RFC 7541 §5.2: EOS in the text, padding of more than seven bits, padding not of ones, a code
    /// cut off.
    @ParameterizedTest
    @ValueSource(
            strings = {"ffffffff", "fffffffc", "ff", "1fff", "00", "1e", "fe", "ffff", "fffffff0"})
    void refusesWhatIsNoEncoding(String hex) {
        assertThat(decode(hex)).isNull();
    }

    private static void expectRoundTrip(String text) {
        byte[] out = new byte[4 * text.length() + 4];
        int length = Huffman.encode(text, out, 0);
        assertThat(length).isEqualTo(Huffman.encodedLength(text));
        assertThat(decode(HexFormat.of().formatHex(out, 0, length))).isEqualTo(text);
    }

    private static @org.jspecify.annotations.Nullable String decode(String hex) {
        byte[] in = HexFormat.of().parseHex(hex);
        byte[] out = new byte[in.length * Huffman.LARGEST_GROWTH];
        int length = Huffman.decode(in, 0, in.length, out);
        return length < 0 ? null : new String(out, 0, length, ISO_8859_1);
    }
}
