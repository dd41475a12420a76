package croft.edge.log;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The time of day of an event loop's lines: reckoned from its ticker, and written anew only where
/// the second changes.
final class LineClock {
    private static final long SECOND = 1_000_000_000;
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter NCSA =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final InstantSource clock;

    /// Nanoseconds from the ticker's zero to 1970.
    private long offset;

    private long second = Long.MIN_VALUE;
    private int millis;
    private byte[] iso = {};
    private byte[] ncsa = {};

    LineClock(InstantSource clock, long ticker) {
        this.clock = clock;
        compare(ticker);
    }

    /// Follows the clock, which somebody may have set.
    void compare(long ticker) {
        Instant now = clock.instant();
        offset = now.getEpochSecond() * SECOND + now.getNano() - ticker;
    }

    /// Sets it to a moment.
    void set(long ticker) {
        long wall = ticker + offset;
        long current = Math.floorDiv(wall, SECOND);
        millis = (int) (Math.floorMod(wall, SECOND) / 1_000_000);
        if (current != second) {
            second = current;
            Instant instant = Instant.ofEpochSecond(current);
            iso = Ascii.octets(ISO.format(instant));
            ncsa = Ascii.octets(NCSA.format(instant));
        }
    }

    /// As `2026-11-22T10:00:00.123Z`.
    void iso(LineBuffer out) {
        out.octets(iso);
        out.octet('.');
        out.padded(millis, 3);
        out.octet('Z');
    }

    /// As `22/Nov/2026:10:00:00 +0000`.
    void ncsa(LineBuffer out) {
        out.octets(ncsa);
        out.octets(UTC);
    }

    private static final byte[] UTC = Ascii.octets(" +0000");
}
