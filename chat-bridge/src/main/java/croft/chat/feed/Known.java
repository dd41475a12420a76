package croft.chat.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What is remembered of an entry: by what it would be recognised, as short hashes.
///
/// @param guid of what the feed calls it
/// @param link of the address, as far as it names the page
/// @param heading of the title, or where it has none of how it begins
/// @param text of what it says; empty where it says too little to be recognised by
/// @param seen when it was in the feed last
record Known(
        Optional<String> guid,
        Optional<String> link,
        String heading,
        Optional<String> text,
        Instant seen) {
    /// Shorter texts, such as "New release", are the same in entries that are not.
    private static final int LEAST_TEXT = 40;

    /// @param guids whether the feed gives each entry a name of its own
    /// @param links whether it gives each an address of its own
    static Known of(Entry entry, boolean guids, boolean links, Instant now) {
        String text = Excerpt.plain(entry.html());
        String heading =
                entry.title().isEmpty()
                        ? text.substring(0, Math.min(text.length(), 200))
                        : entry.title();
        return new Known(
                entry.guid().filter(_ -> guids).map(Known::hash),
                entry.link().filter(_ -> links).map(Links::sameness).map(Known::hash),
                hash(heading),
                text.length() < LEAST_TEXT ? Optional.empty() : Optional.of(hash(text)),
                now);
    }

    /// Whether both are the same entry. Guids change when a blog moves, are given to every entry by
    /// mistake, or are given again; links gain parameters, or are those of the front page; titles
    /// are corrected, or are "Daily build" each day. So no one of them decides: two have to agree,
    /// or one where the others are missing.
    boolean isSameAs(Known other) {
        Verdict name = compared(guid, other.guid);
        Verdict address = compared(link, other.link);
        boolean sameHeading = heading.equals(other.heading);
        if (name == Verdict.SAME) {
            return address != Verdict.OTHER || sameHeading;
        }
        if (address == Verdict.SAME) {
            return name == Verdict.UNKNOWN || sameHeading;
        }
        return sameHeading
                && (compared(text, other.text) == Verdict.SAME
                        || (name == Verdict.UNKNOWN && address == Verdict.UNKNOWN));
    }

    private static Verdict compared(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        return one.equals(other) ? Verdict.SAME : Verdict.OTHER;
    }

    /// What everything known of it is, in one text.
    String identity() {
        return guid.orElse("") + "|" + link.orElse("") + "|" + heading;
    }

    /// One line, for storing.
    String line() {
        return String.join(
                " ",
                guid.orElse("-"),
                link.orElse("-"),
                heading,
                text.orElse("-"),
                Long.toString(seen.getEpochSecond()));
    }

    /// @throws IllegalArgumentException if no [#line] wrote it
    static Known ofLine(String line) {
        List<String> parts = Arrays.asList(line.split(" ", -1));
        if (parts.size() != 5) {
            throw new IllegalArgumentException(
                    "a remembered entry of " + parts.size() + " parts (expected: 5)");
        }
        return new Known(
                part(parts.get(0)),
                part(parts.get(1)),
                parts.get(2),
                part(parts.get(3)),
                Instant.ofEpochSecond(Long.parseLong(parts.get(4))));
    }

    private static Optional<String> part(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(text);
    }

    private static String hash(String text) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 9));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private enum Verdict {
        SAME,
        OTHER,
        UNKNOWN
    }
}
