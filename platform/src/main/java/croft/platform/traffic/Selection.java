package croft.platform.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Range field (RFC 9110 §14.2) selects of a document.
public sealed interface Selection {
    /// All of it: there is no field, or one that is to be ignored.
    record Whole() implements Selection {}

    /// These parts of it.
    ///
    /// @param slices in the order asked for, none overlapping; never empty
    record Parts(List<Slice> slices) implements Selection {
        public Parts {
            slices = List.copyOf(slices);
        }
    }

    /// 416.
    record Unsatisfiable() implements Selection {}

    /// Readers of documents ask for two or three; more is an attack (RFC 9110 §17.15), and gets the
    /// whole once.
    int MOST_RANGES = 10;

    /// About what the head of a part of multipart/byteranges takes.
    int PART_OVERHEAD = 120;

    Pattern SPEC = Pattern.compile("[ \t]*(?:(\\d+)-(\\d*)|-(\\d+))[ \t]*");

    /// What `field` selects.
    ///
    /// @param field the value of Range
    /// @param size of the document, in octets
    static Selection of(String field, long size) {
        if (!field.regionMatches(true, 0, "bytes=", 0, 6)) {
            return new Whole();
        }
        String[] specs = field.substring(6).split(",", MOST_RANGES + 2);
        if (specs.length > MOST_RANGES) {
            return new Whole();
        }
        List<Slice> slices = new ArrayList<>();
        for (String spec : specs) {
            Matcher matcher = SPEC.matcher(spec);
            if (!matcher.matches()) {
                return new Whole();
            }
            if (matcher.group(3) != null) {
                long length = Math.min(number(matcher.group(3)), size);
                if (length > 0) {
                    add(slices, new Slice(size - length, size - 1));
                }
            } else {
                long first = number(matcher.group(1));
                long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : number(matcher.group(2));
                if (last < first) {
                    return new Whole(); // §14.1.1: invalid, so the field is ignored
                }
                if (first < size) {
                    add(slices, new Slice(first, Math.min(last, size - 1)));
                }
            }
        }
        return slices.isEmpty() ? new Unsatisfiable() : new Parts(slices);
    }

    /// Joins `slice` with all it comes near, at the place of the first of them (§15.3.7.2).
    private static void add(List<Slice> slices, Slice slice) {
        Slice joined = slice;
        int place = slices.size();
        int at = 0;
        while (at < slices.size()) {
            if (slices.get(at).near(joined, PART_OVERHEAD)) {
                joined = joined.span(slices.remove(at));
                place = Math.min(place, at);
                at = 0; // having grown, it may come near an earlier one
            } else {
                at++;
            }
        }
        slices.add(Math.min(place, slices.size()), joined);
    }

    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
