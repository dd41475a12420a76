package croft.edge.cache;

import java.util.List;
import java.util.Optional;

/// What of a stored response a request gets: its conditions first, then its ranges (RFC 9110
/// §13.2.2).
final class Deliveries {
    private Deliveries() {}

    /// Empty if the request wants what the stored response does not hold.
    static Optional<Delivery> of(Asked asked, Candidate candidate) {
        StoredResponse stored = candidate.response();
        Optional<Delivery> judged = Conditions.judge(asked, stored);
        if (judged.isPresent()) {
            return judged;
        }
        return switch (stored.extent()) {
            case Extent.Whole _ -> Optional.of(ofWhole(asked, candidate));
            case Extent.Part part -> ofPart(asked, stored, part);
        };
    }

    /// The ranges that are wanted of this representation; empty for all of it (RFC 9110 §14.2: only
    /// of a 200 to GET, and if `If-Range` holds).
    static Optional<RangeRequest> wanted(Asked asked, StoredResponse stored) {
        boolean divisible = stored.status() == 200 || stored.status() == 206;
        return divisible && !asked.range().isEmpty() && Conditions.allowsRange(asked, stored)
                ? RangeRequest.of(asked.range())
                : Optional.empty();
    }

    private static Delivery ofWhole(Asked asked, Candidate candidate) {
        long total = candidate.length();
        // RFC 9110 §14.2 lets us ignore ranges: of what nobody knows the length of, and of nothing
        Optional<RangeRequest> wanted =
                total <= 0 ? Optional.empty() : wanted(asked, candidate.response());
        return wanted.map(request -> ranges(request, total)).orElse(Delivery.WHOLE);
    }

    private static Delivery ranges(RangeRequest request, long total) {
        List<ByteRange> ranges = request.within(total);
        if (ranges.isEmpty()) {
            // RFC 9110 §15.5.17
            return new Delivery.Unsatisfiable(total);
        }
        // RFC 9110 §14.2: overlapping ranges are either a mistake or an attack
        return RangeRequest.overlap(ranges) ? Delivery.WHOLE : new Delivery.Part(ranges, total);
    }

    /// RFC 9111 §3.4: a stored part answers for the octets it has, and for no others.
    private static Optional<Delivery> ofPart(Asked asked, StoredResponse stored, Extent.Part part) {
        return wanted(asked, stored)
                .filter(RangeRequest::isSingle)
                .flatMap(request -> {
                    List<ByteRange> ranges = request.within(part.total());
                    if (ranges.isEmpty()) {
                        return Optional.of(new Delivery.Unsatisfiable(part.total()));
                    }
                    return holds(part, ranges.getFirst())
                            ? Optional.of(new Delivery.Part(ranges, part.total()))
                            : Optional.empty();
                });
    }

    private static boolean holds(Extent.Part part, ByteRange range) {
        return part.first() <= range.first() && range.last() <= part.last();
    }
}
