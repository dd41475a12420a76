package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Header compression against the examples of RFC 7541 Appendix C, against an independent codec,
/// and against nonsense.
class HpackTest {
    private final HpackDecoder decoder = new HpackDecoder();

    @Test
    void readsTheLiteralsOfAppendixC2() {
        expect(
                "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
                55,
                "custom-key: custom-header");
        expect("040c 2f73 616d 706c 652f 7061 7468", 55, ":path: /sample/path");
        expect("1008 7061 7373 776f 7264 0673 6563 7265 74", 55, "password: secret");
        expect("82", 55, ":method: GET");
    }

    @Test
    void readsTheRequestsOfAppendixC3() {
        expect(
                "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
                57,
                ":method: GET",
                ":scheme: http",
                ":path: /",
                ":authority: www.example.com");
        expect(
                "8286 84be 5808 6e6f 2d63 6163 6865",
                110,
                ":method: GET",
                ":scheme: http",
                ":path: /",
                ":authority: www.example.com",
                "cache-control: no-cache");
        expect(
                "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
                164,
                ":method: GET",
                ":scheme: https",
                ":path: /index.html",
                ":authority: www.example.com",
                "custom-key: custom-value");
    }

    @Test
    void readsTheHuffmanCodedRequestsOfAppendixC4() {
        expect(
                "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
                57,
                ":method: GET",
                ":scheme: http",
                ":path: /",
                ":authority: www.example.com");
        expect(
                "8286 84be 5886 a8eb 1064 9cbf",
                110,
                ":method: GET",
                ":scheme: http",
                ":path: /",
                ":authority: www.example.com",
                "cache-control: no-cache");
        expect(
                "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
                164,
                ":method: GET",
                ":scheme: https",
                ":path: /index.html",
                ":authority: www.example.com",
                "custom-key: custom-value");
    }

    /// The responses of C.5 begin with a table of 256 octets, which is told by a size update here.
    @Test
    void evictsAsInAppendixC5() {
        expect(
                "3fe1 01 4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230"
                        + " 3133 2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65"
                        + " 7861 6d70 6c65 2e63 6f6d",
                222,
                ":status: 302",
                "cache-control: private",
                "date: Mon, 21 Oct 2013 20:13:21 GMT",
                "location: https://www.example.com");
        expect(
                "4803 3330 37c1 c0bf",
                222,
                ":status: 307",
                "cache-control: private",
                "date: Mon, 21 Oct 2013 20:13:21 GMT",
                "location: https://www.example.com");
        expect(
                "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d"
                        + " 54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f"
                        + " 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572"
                        + " 7369 6f6e 3d31",
                215,
                ":status: 200",
                "cache-control: private",
                "date: Mon, 21 Oct 2013 20:13:22 GMT",
                "location: https://www.example.com",
                "content-encoding: gzip",
                "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
    }

    @Test
    void readsIntegersOfAppendixC1() {
        // 1337 behind a prefix of five bits: a size update, here within the limit
        expect("3f9a0a 82", 0, ":method: GET");
    }

    @ParameterizedTest
    @CsvSource({
        "80, index 0 (6.1)",
        "be, index beyond both tables (2.3.3)",
        "ff80808000, index over all bounds",
        "ffffffffff7f, integer too long (5.1)",
        "ff, integer cut off",
        "3fe21f, size update over the limit (6.3)",
        "8220, size update behind a field (4.2)",
        "202020, third size update (4.2)",
        "3f, size update cut off",
        "40, literal without name",
        "4001, name cut off",
        "400161, literal without value",
        "40016105, value cut off",
        "4081ff0161, name with a whole octet of padding (5.2)",
        "40016184ffffffff, EOS in a value (5.2)",
        "0f8080808000, index of a name over all bounds",
        "7f, index of a name cut off",
        "00ff8080807f, length over all bounds"
    })
    void refusesWhatIsNoBlock(String hex, String why) {
        byte[] block = HexFormat.of().parseHex(hex);
        Fault fault = decoder.decode(block, 0, block.length, _ -> {});
        assertThat(fault).as(why).extracting(Fault::code).isEqualTo(ErrorCode.COMPRESSION_ERROR);
    }

    @Test
    void emptiesTheTableForAnEntryThatDoesNotFit() {
        expect("3f01 4001 6101 62", 0, "a: b");
        expect("3fe11f 4001 6101 62", 34, "a: b");
        assertThat(decoder.tableSize()).isEqualTo(34);
    }

    @Test
    void understandsAnIndependentEncoder() throws Http2Exception {
        Random random = new Random(9113);
        DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
        for (int round = 0; round < 2_000; round++) {
            List<String> sent = randomFields(random);
            Http2Headers headers = new DefaultHttp2Headers(false);
            sent.forEach(field -> {
                int colon = field.indexOf(": ");
                headers.add(field.substring(0, colon), field.substring(colon + 2));
            });
            ByteBuf out = Unpooled.buffer();
            encoder.encodeHeaders(3, headers, out);
            byte[] block = new byte[out.readableBytes()];
            out.readBytes(block);
            List<String> got = new ArrayList<>();
            Fault fault =
                    decoder.decode(
                            block, 0, block.length, f -> got.add(f.name() + ": " + f.value()));
            assertThat(fault).isNull();
            assertThat(got).containsExactlyInAnyOrderElementsOf(sent);
        }
        encoder.close();
    }

    @Test
    void isUnderstoodByAnIndependentDecoder() throws Http2Exception {
        Random random = new Random(7540);
        DefaultHttp2HeadersDecoder other = new DefaultHttp2HeadersDecoder(false, 1 << 20);
        HpackEncoder encoder = new HpackEncoder();
        for (int round = 0; round < 2_000; round++) {
            List<String> sent = randomFields(random);
            int status = 200 + random.nextInt(400);
            encoder.begin().status(status);
            for (String field : sent) {
                int colon = field.indexOf(": ");
                encoder.field(field.substring(0, colon), field.substring(colon + 2));
            }
            Http2Headers headers =
                    other.decodeHeaders(3, Unpooled.wrappedBuffer(encoder.toBytes()));
            List<String> got = new ArrayList<>();
            headers.forEach(e -> got.add(e.getKey() + ": " + e.getValue()));
            sent.add(":status: " + status);
            assertThat(got).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void readsWhatItHasWritten() {
        HpackEncoder encoder = new HpackEncoder().begin().noTable().status(103);
        encoder.field("x".repeat(300), "\u00ff".repeat(5_000)).field("date", "");
        List<HeaderField> got = new ArrayList<>();
        assertThat(decoder.decode(encoder.octets(), 0, encoder.length(), got::add)).isNull();
        assertThat(got)
                .containsExactly(
                        new HeaderField(":status", "103", true),
                        new HeaderField("x".repeat(300), "\u00ff".repeat(5_000), true),
                        new HeaderField("date", "", true));
    }

    private static List<String> randomFields(Random random) {
        String[] names = {"accept", "x-a", "x-bb", "user-agent", "cookie", "etag", "via"};
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < random.nextInt(12); i++) {
            StringBuilder value = new StringBuilder();
            int length = random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(30);
            while (value.length() < length) {
                value.append((char) (0x21 + random.nextInt(0x5E)));
            }
            fields.add(names[random.nextInt(names.length)] + ": " + value);
        }
        return fields;
    }

    private void expect(String hex, int tableSize, String... fields) {
        byte[] block = HexFormat.of().parseHex(hex.replace(" ", ""));
        List<String> got = new ArrayList<>();
        @Nullable Fault fault =
                decoder.decode(block, 0, block.length, f -> got.add(f.name() + ": " + f.value()));
        assertThat(fault).isNull();
        assertThat(got).containsExactly(fields);
        assertThat(decoder.tableSize()).isEqualTo(tableSize);
    }
}
