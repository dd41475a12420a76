package croft.site.publish;

import croft.site.release.Release;
import croft.site.serve.Visit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// How a deploy is meant, by the fields of its request.
///
/// @param preview whether the release is only to be looked at, and does not become current
/// @param dryRun whether everything is only checked
/// @param note what the owner says about it
record Wishes(boolean preview, boolean dryRun, String note) {
    static Wishes of(Visit visit) throws Refusal {
        return new Wishes(yes(visit, "preview"), yes(visit, "dry-run"), note(visit));
    }

    private static boolean yes(Visit visit, String field) throws Refusal {
        String value = visit.field(field).orElse("no").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "yes", "1", "true", "?1" -> true;
            case "no", "0", "false", "?0" -> false;
            default -> throw Refusal.bad(field + ": \"" + value + "\" (expected: yes or no)");
        };
    }

    /// Fields are octets; that they are UTF-8 is our convention, as it is curl's on every system
    /// that matters.
    private static String note(Visit visit) throws Refusal {
        String raw = visit.field("note").orElse("").strip();
        String note = raw;
        try {
            note =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
                            .toString();
        } catch (CharacterCodingException _) {
            // Latin-1, then
        }
        if (note.length() > Release.LONGEST_NOTE) {
            throw Refusal.bad(
                    "note: "
                            + note.length()
                            + " characters (expected: at most "
                            + Release.LONGEST_NOTE
                            + ")");
        }
        return note;
    }
}
