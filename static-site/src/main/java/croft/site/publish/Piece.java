package croft.site.publish;

import croft.site.serve.Visit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which part of a whole a request carries, by its field Content-Range (RFC 9110 §14.4).
///
/// @param first where it begins; where it would, if it is empty
/// @param length of the piece
/// @param total of the whole
record Piece(long first, long length, long total) {
    private static final Pattern RANGE =
            Pattern.compile("bytes (?:([0-9]{1,15})-([0-9]{1,15})|\\*)/([0-9]{1,15})");

    /// Empty if the request carries the whole.
    static Optional<Piece> of(Visit visit) throws Refusal {
        Optional<String> field = visit.field("content-range");
        if (field.isEmpty()) {
            return Optional.empty();
        }
        Matcher range = RANGE.matcher(field.get());
        if (!range.matches()) {
            throw misfit(field.get());
        }
        long total = Long.parseLong(range.group(3));
        if (range.group(1) == null) {
            return Optional.of(new Piece(total, 0, total)); // nothing more: it is all there
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        if (first > last || last >= total) {
            throw misfit(field.get());
        }
        return Optional.of(new Piece(first, last - first + 1, total));
    }

    private static Refusal misfit(String value) {
        return Refusal.bad(
                "content-range: \""
                        + value
                        + "\" (expected: bytes FIRST-LAST/TOTAL with both inside the total, or"
                        + " bytes */TOTAL when all of it is there)");
    }
}
