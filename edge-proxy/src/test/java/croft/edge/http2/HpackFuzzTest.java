package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import croft.edge.http.BackendReading;
import croft.edge.http.RequestHead;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Any header blocks, one behind the other on one connection: what is accepted means what an
/// independent decoder makes of it, says the same when it is written again, and makes requests that
/// backends read in one way; the table keeps its bound.
class HpackFuzzTest {
    private static final int LARGE = 1 << 24;

    /// @param octets blocks, each behind its length in one octet
    @FuzzTest(maxDuration = "2m")
    void blocksMeanWhatTheyMeanToOthers(byte[] octets) {
        HpackDecoder decoder = new HpackDecoder();
        DefaultHttp2HeadersDecoder other = new DefaultHttp2HeadersDecoder(false, LARGE);
        for (int at = 0; at < octets.length; ) {
            int length = Math.min(octets[at] & 0xFF, octets.length - at - 1);
            byte[] block = Arrays.copyOfRange(octets, at + 1, at + 1 + length);
            at += 1 + length;
            List<HeaderField> fields = new ArrayList<>();
            RequestFields request = new RequestFields().begin(Http2Limits.DEFAULTS.heads());
            Fault fault =
                    decoder.decode(
                            block,
                            0,
                            block.length,
                            field -> {
                                fields.add(field);
                                request.field(field);
                            });
            assertThat(decoder.tableSize()).isLessThanOrEqualTo(HpackDecoder.TABLE_LIMIT);
            if (fault != null) {
                // somebody else may be more lenient; the connection ends here
                break;
            }
            assertThat(read(other, block)).as("an accepted block").isEqualTo(lines(fields));
            expectSameAgain(fields);
            for (boolean ends : new boolean[] {true, false}) {
                if (request.request(ends, true)
                        instanceof RequestOutcome.Request(RequestHead head)) {
                    BackendReading.expectSame(head);
                }
            }
            request.trailers();
        }
    }

    private static void expectSameAgain(List<HeaderField> fields) {
        HpackEncoder encoder = new HpackEncoder().begin();
        fields.forEach(field -> encoder.field(field.name(), field.value()));
        List<HeaderField> again = new ArrayList<>();
        assertThat(new HpackDecoder().decode(encoder.octets(), 0, encoder.length(), again::add))
                .isNull();
        assertThat(again).isEqualTo(fields);
    }

    /// What an independent decoder reads, or null where it refuses.
    private static @Nullable List<String> read(DefaultHttp2HeadersDecoder other, byte[] block) {
        try {
            List<String> lines = new ArrayList<>();
            other.decodeHeaders(1, Unpooled.wrappedBuffer(block))
                    .forEach(field -> lines.add(field.getKey() + ": " + field.getValue()));
            Collections.sort(lines);
            return lines;
        } catch (Http2Exception e) {
            return null;
        }
    }

    private static List<String> lines(List<HeaderField> fields) {
        return fields.stream().map(field -> field.name() + ": " + field.value()).sorted().toList();
    }
}
