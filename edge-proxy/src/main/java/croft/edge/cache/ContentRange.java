package croft.edge.cache;

import croft.edge.http.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads which part a 206 holds (RFC 9110 §14.4).
final class ContentRange {
    private static final String UNIT = "bytes ";

    private ContentRange() {}

    /// Empty if there is no such field, or more than one, or it is malformed, or does not say how
    /// long the whole is.
    static Optional<Extent.Part> of(Fields fields) {
        List<String> lines = fields.all("content-range");
        if (lines.size() != 1) {
            return Optional.empty();
        }
        String text = lines.getFirst();
        int dash = text.indexOf('-');
        int slash = text.indexOf('/');
        if (!text.toLowerCase(Locale.ROOT).startsWith(UNIT) || dash < 0 || slash < dash) {
            return Optional.empty();
        }
        long first = RangeRequest.number(text, UNIT.length(), dash);
        long last = RangeRequest.number(text, dash + 1, slash);
        long total = RangeRequest.number(text, slash + 1, text.length());
        return first < 0 || last < first || total <= last || total == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new Extent.Part(first, last, total));
    }
}
