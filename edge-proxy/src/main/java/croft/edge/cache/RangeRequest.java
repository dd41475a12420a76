package croft.edge.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The ranges of octets that a request asks for (RFC 9110 §14.1.1), before they are held against a
/// length.
///
/// @param specs at least one
record RangeRequest(List<Spec> specs) {
    /// Players and readers of documents ask for one or two; who asks for more wants work done.
    static final int MOST_RANGES = 10;

    private static final String UNIT = "bytes=";

    RangeRequest {
        specs = List.copyOf(specs);
    }

    /// Reads `Range`. Empty where the field is to be ignored (RFC 9110 §14.2): there is none, or
    /// more than one, its unit is not known, it is malformed, or asks for too many ranges.
    static Optional<RangeRequest> of(List<String> lines) {
        if (lines.size() != 1) {
            return Optional.empty();
        }
        String text = lines.getFirst();
        if (text.length() < UNIT.length()
                || !text.substring(0, UNIT.length()).toLowerCase(Locale.ROOT).equals(UNIT)) {
            return Optional.empty();
        }
        List<Spec> specs = new ArrayList<>(1);
        int start = UNIT.length();
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            String part = text.substring(start, end).strip();
            start = end + 1;
            if (part.isEmpty()) {
                // RFC 9110 §5.6.1.2
                continue;
            }
            Optional<Spec> spec = Spec.parse(part);
            if (spec.isEmpty() || specs.size() == MOST_RANGES) {
                return Optional.empty();
            }
            specs.add(spec.get());
        }
        return specs.isEmpty() ? Optional.empty() : Optional.of(new RangeRequest(specs));
    }

    boolean isSingle() {
        return specs.size() == 1;
    }

    /// The ranges that there are of a representation of `total` octets, in the order asked for (RFC
    /// 9110 §14.1.2); empty if there is none of them.
    List<ByteRange> within(long total) {
        List<ByteRange> ranges = new ArrayList<>(specs.size());
        for (Spec spec : specs) {
            spec.within(total).ifPresent(ranges::add);
        }
        return ranges;
    }

    /// Whether two of them share an octet.
    static boolean overlap(List<ByteRange> ranges) {
        for (int i = 1; i < ranges.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (ranges.get(i).first() <= ranges.get(j).last()
                        && ranges.get(j).first() <= ranges.get(i).last()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// One range.
    sealed interface Spec {
        /// From an octet, up to another or to the end.
        ///
        /// @param last inclusive; [Long#MAX_VALUE] for the end
        record From(long first, long last) implements Spec {
            @Override
            public Optional<ByteRange> within(long total) {
                return first >= total
                        ? Optional.empty()
                        : Optional.of(new ByteRange(first, Math.min(last, total - 1)));
            }
        }

        /// So many octets before the end.
        record Suffix(long length) implements Spec {
            @Override
            public Optional<ByteRange> within(long total) {
                return length == 0 || total == 0
                        ? Optional.empty()
                        : Optional.of(new ByteRange(Math.max(0, total - length), total - 1));
            }
        }

        Optional<ByteRange> within(long total);

        static Optional<Spec> parse(String text) {
            int dash = text.indexOf('-');
            if (dash < 0) {
                return Optional.empty();
            }
            long last = number(text, dash + 1, text.length());
            if (dash == 0) {
                return last < 0 ? Optional.empty() : Optional.of(new Suffix(last));
            }
            long first = number(text, 0, dash);
            if (dash == text.length() - 1) {
                last = Long.MAX_VALUE;
            }
            // RFC 9110 §14.1.1: a last octet before the first makes the whole field invalid
            return first < 0 || last < first
                    ? Optional.empty()
                    : Optional.of(new From(first, last));
        }
    }

    /// The number that these digits make, at most [Long#MAX_VALUE]; -1 if they are none.
    static long number(String text, int start, int end) {
        if (start >= end) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            int digit = c - '0';
            number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * number + digit;
        }
        return number;
    }
}
