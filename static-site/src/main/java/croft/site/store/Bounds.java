package croft.site.store;

import java.time.Duration;

/// How much one release may be.
///
/// @param files how many
/// @param octets of all files together, after unpacking
/// @param fileOctets of one file, after unpacking
/// @param archiveOctets of an archive as it is sent
/// @param patience how long taking an archive apart may take, the time it is on the wire included
public record Bounds(
        int files, long octets, long fileOctets, long archiveOctets, Duration patience) {
    /// For a small server: a large documentation has some 10,000 files and 500 MB.
    public static final Bounds DEFAULT =
            new Bounds(100_000, 4L << 30, 1L << 30, 4L << 30, Duration.ofHours(1));

    /// No release has more files, whatever is set: its list would outgrow a small heap.
    public static final int MOST_FILES = 1_000_000;

    /// Longer than a browser or proxy passes on in a URL.
    static final int PATH_OCTETS = 2048;

    /// Deeper than any generator goes.
    static final int DEPTH = 64;

    /// What a file system takes, so that a release can be unpacked again.
    static final int SEGMENT_OCTETS = 255;

    public Bounds {
        if (files < 1 || files > MOST_FILES) {
            throw new IllegalArgumentException(
                    "files: " + files + " (expected: 1 to " + MOST_FILES + ")");
        }
        positive("octets", octets);
        positive("file octets", fileOctets);
        positive("archive octets", archiveOctets);
        positive("patience in seconds", patience.toSeconds());
    }

    private static void positive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: 1 or more)");
        }
    }
}
