package croft.chat.mattermost;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `@name`s of a text.
final class Mentions {
    /// These call everybody.
    private static final Set<String> CALLS = Set.of("all", "channel", "here");

    private static final String WORD_JOINER = "\u2060";

    private static final Pattern CALL =
            Pattern.compile("@(?=(?:all|channel|here)\\b)", Pattern.CASE_INSENSITIVE);

    /// As this server reads names: letters, digits, dots, hyphens and underscores; a dot or so at
    /// the end is of the sentence.
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w@/.])@([A-Za-z0-9][A-Za-z0-9._-]*)");

    /// Code, which is left as it is: a block, or a span of one line.
    private static final Pattern CODE =
            Pattern.compile("```.*?(?:```|\\z)|`[^`\\n]+`", Pattern.DOTALL);

    private Mentions() {}

    /// With calls of everybody made harmless, wherever they stand: what is code here may be read as
    /// text by the server.
    static String withoutCalls(String text) {
        return CALL.matcher(text).replaceAll("@" + WORD_JOINER);
    }

    /// The names that are mentioned outside code, in lower case.
    static Set<String> in(String text) {
        Set<String> names = new TreeSet<>();
        replaced(
                text,
                name -> {
                    names.add(name.toLowerCase(Locale.ROOT));
                    return name;
                });
        return names;
    }

    /// With each name outside code replaced.
    ///
    /// @param names from a name as it is written to another, or the same
    static String replaced(String text, UnaryOperator<String> names) {
        StringBuilder result = new StringBuilder();
        int done = 0;
        List<MatchResult> code = CODE.matcher(text).results().toList();
        for (MatchResult span : code) {
            result.append(replacedInText(text.substring(done, span.start()), names));
            result.append(span.group());
            done = span.end();
        }
        return result.append(replacedInText(text.substring(done), names)).toString();
    }

    private static String replacedInText(String text, UnaryOperator<String> names) {
        return NAME.matcher(text)
                .replaceAll(match -> {
                    String written = match.group(1);
                    String name = written.replaceFirst("[._-]+$", "");
                    String behind = written.substring(name.length());
                    String other =
                            CALLS.contains(name.toLowerCase(Locale.ROOT))
                                    ? name
                                    : names.apply(name);
                    return Matcher.quoteReplacement("@" + other + behind);
                });
    }
}
