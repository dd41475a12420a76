package croft.chat.mattermost;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The user name of a ghost: 3 to 22 characters of `a-z0-9._-`, beginning with a letter, so that it
/// reads as the person and where they are: `alice-libera`.
final class GhostName {
    private static final int LONGEST = 22;
    private static final int LONGEST_ORIGIN = 9;
    private static final int MOST = 20;

    private GhostName() {}

    /// Names to try, one after another.
    static List<String> candidates(String person, String origin) {
        String who = plain(person, "somebody");
        String where = cut(plain(origin, "chat"), LONGEST_ORIGIN);
        return Stream.concat(
                        Stream.of(joined(who, where)),
                        IntStream.rangeClosed(2, MOST)
                                .mapToObj(number -> joined(who, where + number)))
                .toList();
    }

    private static String joined(String who, String where) {
        return cut(who, LONGEST - 1 - where.length()) + "-" + where;
    }

    private static String plain(String text, String otherwise) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}+", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^[-0-9]+|-+$", "");
        return plain.isEmpty() ? otherwise : plain;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest).replaceAll("-+$", "");
    }
}
