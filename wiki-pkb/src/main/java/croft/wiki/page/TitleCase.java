package croft.wiki.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// English title case, for the titles of pages that have none but their file's name: `notes on tea`
/// is `Notes on Tea`.
///
/// The rules are those of pkb, which took them from John Gruber's: small words stay small unless
/// they begin or end something, and what looks like a path, an address or a name with capitals of
/// its own stays as it is.
final class TitleCase {
    /// Titles beyond this are left as they are: nobody reads them, and brackets in them nest.
    private static final int LONGEST = 1000;

    private static final String SMALL =
            "(?:an?|and|as|at|but|by|en|for|if|in|of|on|or|the|to" + "|v\\.?|via|vs\\.?)";
    private static final String PUNCTUATION = "[!-/:-@\\[-`{-~]";

    private static final Pattern WORD = pattern("(_*+)([\\w'’.:/@\\[\\]()&]+)");
    private static final Pattern SMALL_WORD = pattern(SMALL);

    /// A path of files, or what begins as an address of any kind does.
    private static final Pattern ADDRESS =
            pattern("[/\\\\][a-zA-Z]+[-_/\\\\a-zA-Z]+" + "|[-_a-zA-Z]+[@.:][-_@.:/a-zA-Z]+");

    private static final Pattern SMALL_FIRST =
            pattern("(\\A" + PUNCTUATION + "*|[:.;?!] +" + "| ['\"“‘(\\[] *)(" + SMALL + ")\\b");
    private static final Pattern SMALL_LAST =
            pattern("\\b(" + SMALL + ")(" + PUNCTUATION + "*\\z|['\"’”)\\]] )");

    private TitleCase() {}

    /// The text in title case, without spaces at its ends.
    static String of(String text) {
        String stripped = text.strip();
        if (stripped.length() > LONGEST) {
            return stripped;
        }
        String calm =
                stripped.codePoints().anyMatch(Character::isLowerCase)
                        ? stripped
                        : stripped.toLowerCase(Locale.ROOT);
        String words =
                WORD.matcher(calm)
                        .replaceAll(match ->
                                Matcher.quoteReplacement(match.group(1) + word(match.group(2))));
        String begun =
                SMALL_FIRST
                        .matcher(words)
                        .replaceAll(match ->
                                Matcher.quoteReplacement(
                                        match.group(1) + capitalised(match.group(2))));
        return SMALL_LAST.matcher(begun).replaceAll(TitleCase::lastCapitalised);
    }

    private static String lastCapitalised(MatchResult match) {
        return Matcher.quoteReplacement(capitalised(match.group(1)) + match.group(2));
    }

    private static String word(String word) {
        if (ADDRESS.matcher(word).lookingAt()) {
            return word;
        }
        if (SMALL_WORD.matcher(word.toLowerCase(Locale.ROOT)).matches()) {
            return word.toLowerCase(Locale.ROOT);
        }
        if (word.startsWith("(")) {
            return "(" + of(word.substring(1));
        }
        if (word.indexOf('/', 1) > 0) {
            return Arrays.stream(word.split("/", -1))
                    .map(TitleCase::of)
                    .collect(Collectors.joining("/"));
        }
        boolean ownCapitals = word.codePoints().skip(1).anyMatch(Character::isUpperCase);
        return ownCapitals ? word : capitalised(word);
    }

    private static String capitalised(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
    }
}
