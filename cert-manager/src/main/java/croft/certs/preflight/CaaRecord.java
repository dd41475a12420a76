package croft.certs.preflight;

import java.util.Locale;

/// A CAA record (RFC 8659 §4.1).
///
/// @param flags of which only 128, "critical", means something
/// @param tag such as `issue`; case does not matter
/// @param value as it stands in the zone, without quotes
record CaaRecord(int flags, String tag, String value) {
    private static final int CRITICAL = 0x80;

    CaaRecord {
        tag = tag.toLowerCase(Locale.ROOT);
    }

    boolean isCritical() {
        return (flags & CRITICAL) != 0;
    }

    /// As in a zone file.
    @Override
    public String toString() {
        return flags + " " + tag + " \"" + value + "\"";
    }
}
