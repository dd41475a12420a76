package croft.wiki.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Range field (RFC 9110 §14.2) selects of a file. More than one range at once is answered
/// with the whole, as §14.2 allows: no reader of notes asks for them.
sealed interface ByteRange {
    /// All of it: there is no field, or one that is to be ignored.
    record Whole() implements ByteRange {}

    /// A part of it.
    ///
    /// @param first from 0
    /// @param last inclusive
    record Part(long first, long last) implements ByteRange {
        long length() {
            return last - first + 1;
        }
    }

    /// 416.
    record Unsatisfiable() implements ByteRange {}

    Pattern SPEC = Pattern.compile("bytes=[ \t]*(?:(\\d{1,18})-(\\d{0,18})|-(\\d{1,18}))[ \t]*");

    /// What `field` selects.
    ///
    /// @param size of the file, in octets
    static ByteRange of(String field, long size) {
        Matcher spec = SPEC.matcher(field);
        if (!spec.matches()) {
            return new Whole();
        }
        if (spec.group(3) != null) {
            long length = Math.min(Long.parseLong(spec.group(3)), size);
            return length == 0 ? new Unsatisfiable() : new Part(size - length, size - 1);
        }
        long first = Long.parseLong(spec.group(1));
        long last = spec.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(spec.group(2));
        if (last < first) {
            return new Whole(); // §14.1.1: invalid, so the field is ignored
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1));
    }
}
