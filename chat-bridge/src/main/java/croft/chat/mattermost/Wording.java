package croft.chat.mattermost;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// What stands around somebody's text: their name, where this bridge's account speaks for them, and
/// that it comes late.
final class Wording {
    private static final int LONGEST_NAME = 64;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~<>:]");

    /// What is something else if anything stands before it in its line.
    private static final Pattern BLOCK =
            Pattern.compile("^(?:```|~~~|>|#{1,6} |[-*+] |\\d{1,9}[.)] |\\|| {4}|\\t)");

    private Wording() {}

    /// The name before the text.
    static String prefixed(String name, String text) {
        String who = "**" + escaped(name) + "**:";
        if (text.isEmpty()) {
            return who;
        }
        return who + (BLOCK.matcher(text).find() ? "\n\n" : " ") + text;
    }

    /// The text with a note of its delay.
    static String late(String text, Instant saidAt, Instant now) {
        Duration delay = Duration.between(saidAt, now);
        DateTimeFormatter when = delay.compareTo(Duration.ofHours(20)) > 0 ? DAY_AND_TIME : TIME;
        String note = "*(delayed " + span(delay) + ", said at " + when.format(saidAt) + " UTC)*";
        return text.isEmpty() ? note : text + "\n\n" + note;
    }

    private static String span(Duration delay) {
        long minutes = Math.max(1, delay.toMinutes());
        if (minutes < 120) {
            return minutes + " min";
        }
        return minutes < 48 * 60 ? minutes / 60 + " h" : minutes / (24 * 60) + " days";
    }

    private static String escaped(String name) {
        String flat = Mentions.withoutCalls(name).replaceAll("\\s+", " ").strip();
        if (flat.length() > LONGEST_NAME) {
            int end =
                    Character.isLowSurrogate(flat.charAt(LONGEST_NAME))
                            ? LONGEST_NAME - 1
                            : LONGEST_NAME;
            flat = flat.substring(0, end) + "…";
        }
        return MARKUP.matcher(flat).replaceAll("\\\\$0");
    }
}
