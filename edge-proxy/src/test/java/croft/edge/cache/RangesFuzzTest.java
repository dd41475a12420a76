package croft.edge.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import croft.edge.http.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Any text of `Range` and of `Content-Range`: ranges lie within the whole, are as many as allowed,
/// mean the same when they are written again, and none overlaps another unseen.
class RangesFuzzTest {
    /// @param octets the length of the representation in the first two, then the field
    @FuzzTest(maxDuration = "2m")
    void lieWithinTheWhole(byte[] octets) {
        if (octets.length < 2) {
            return;
        }
        int total = ((octets[0] & 0xFF) << 8) | (octets[1] & 0xFF);
        String text = new String(octets, 2, octets.length - 2, ISO_8859_1);

        RangeRequest.of(List.of("bytes=" + text)).ifPresent(request -> expect(request, total));
        RangeRequest.of(List.of(text)).ifPresent(request -> expect(request, total));
        expectPart("bytes " + text);
        expectPart(text);
    }

    private static void expect(RangeRequest request, int total) {
        assertThat(request.specs()).hasSizeBetween(1, RangeRequest.MOST_RANGES);
        assertThat(RangeRequest.of(List.of(written(request)))).contains(request);

        List<ByteRange> ranges = request.within(total);
        assertThat(ranges.size()).isLessThanOrEqualTo(request.specs().size());
        byte[] covered = new byte[total];
        boolean twice = false;
        for (ByteRange range : ranges) {
            assertThat(range.first()).isNotNegative();
            assertThat(range.last()).isBetween(range.first(), (long) total - 1);
            for (int at = (int) range.first(); at <= range.last(); at++) {
                twice |= covered[at]++ > 0;
            }
        }
        assertThat(RangeRequest.overlap(ranges)).isEqualTo(twice);
        // a longer whole has all that a shorter one has
        assertThat(request.within(total + 1L).size()).isGreaterThanOrEqualTo(ranges.size());
        assertThat(request.within(Long.MAX_VALUE)).allMatch(range -> range.length() > 0);
    }

    private static String written(RangeRequest request) {
        return request.specs().stream()
                .map(spec ->
                        switch (spec) {
                            case RangeRequest.Spec.From(long first, long last) ->
                                    first + "-" + (last == Long.MAX_VALUE ? "" : last);
                            case RangeRequest.Spec.Suffix(long length) -> "-" + length;
                        })
                .collect(Collectors.joining(",", "bytes=", ""));
    }

    private static void expectPart(String text) {
        Optional<Extent.Part> part = ContentRange.of(new Fields().add("content-range", text));
        part.ifPresent(extent -> {
            assertThat(extent.length()).isPositive();
            String again = "bytes " + extent.first() + "-" + extent.last() + "/" + extent.total();
            assertThat(ContentRange.of(new Fields().add("content-range", again))).contains(extent);
        });
    }
}
