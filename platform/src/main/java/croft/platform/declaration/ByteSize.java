package croft.platform.declaration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of octets, as croft.yml writes it: a whole number and one of the units KiB, MiB, GiB.
///
/// @param bytes 0 or more
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    /// For the schema.
    static final String PATTERN = "[0-9]{1,6} ?[KMG]iB";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6}) ?([KMG])iB");
    private static final int KIBI = 10;
    private static final int MEBI = 20;
    private static final int GIBI = 30;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException(bytes + " (expected: 0 or more)");
        }
    }

    /// So many times 2^20 octets.
    public static ByteSize ofMebibytes(int number) {
        return new ByteSize((long) number << MEBI);
    }

    /// Reads `16 MiB` or `16MiB`.
    ///
    /// @throws IllegalArgumentException if it is anything else
    static ByteSize parse(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a size (expected: a number with KiB, MiB or GiB, such as"
                            + " 256 MiB)");
        }
        int unit =
                switch (parts.group(2)) {
                    case "K" -> KIBI;
                    case "M" -> MEBI;
                    default -> GIBI;
                };
        return new ByteSize(Long.parseLong(parts.group(1)) << unit);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /// In the largest unit that shows it without a fraction.
    @Override
    public String toString() {
        if (bytes == 0 || bytes % (1 << KIBI) != 0) {
            return bytes + " B";
        } else if (bytes % (1 << MEBI) != 0) {
            return (bytes >> KIBI) + " KiB";
        }
        return bytes % (1 << GIBI) != 0 ? (bytes >> MEBI) + " MiB" : (bytes >> GIBI) + " GiB";
    }
}
