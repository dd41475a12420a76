package croft.wiki.search;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Splits a text into the words that it is found by. Texts and queries are split alike, so what
/// matters is not where a language would divide words, but that both sides do it the same way.
///
/// - A word is a run of letters and digits, in lower case and without accents: `Ångström` is
///   `angstrom`, `nginx.conf` is two words. PostgreSQL's own parser would make that one, a host
///   name, which `nginx` does not find; and what it takes for a letter depends on the locale of the
///   database.
/// - Scripts without spaces between words (Chinese, Japanese, Thai and their neighbours) and
///   Korean, whose words carry their endings with them, become pairs of neighbouring characters,
///   and the last character by itself. So any part of such a text is found, as a phrase of pairs,
///   and a single character as the beginning of a pair.
/// - `C++`, `C#` and `F#` are words.
final class Words {
    /// Longer ones are digests, keys and pictures in base64.
    static final int LONGEST = 64;

    private Words() {}

    /// A word and where it stands. Pairs of characters overlap.
    ///
    /// @param start in UTF-16 units, as `end`, which is behind it
    /// @param text folded, never empty
    record Word(int start, int end, String text, Kind kind) {}

    /// What a word was made of.
    enum Kind {
        /// A run of letters and digits.
        WORD,
        /// Two neighbouring characters of a script without spaces.
        PAIR,
        /// The last character of such a run.
        LAST
    }

    /// All words of a text, in their order.
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int first = text.codePointAt(at);
            if (!isOfWord(first)) {
                at += Character.charCount(first);
                continue;
            }
            boolean dense = isDense(first);
            int end = at;
            while (end < text.length()) {
                int c = text.codePointAt(end);
                if (!isMark(c) && (!isOfWord(c) || isDense(c) != dense)) {
                    break;
                }
                end += Character.charCount(c);
            }
            if (dense) {
                addPairs(text, at, end, words);
            } else {
                end = addWord(text, at, end, words);
            }
            at = end;
        }
        return words;
    }

    /// The words with one space between them, as PostgreSQL gets them.
    ///
    /// @param mostOctets of UTF-8 that are given; the rest is left out
    static String joined(List<Word> words, int mostOctets) {
        StringBuilder joined = new StringBuilder();
        int octets = 0;
        for (Word word : words) {
            octets += octets(word.text()) + 1;
            if (octets > mostOctets) {
                break;
            }
            if (!joined.isEmpty()) {
                joined.append(' ');
            }
            joined.append(word.text());
        }
        return joined.toString();
    }

    /// A text's words with one space between them.
    static String fold(String text) {
        return joined(of(text), Integer.MAX_VALUE);
    }

    static int octets(String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }

    private static int addWord(String text, int start, int end, List<Word> words) {
        String folded = folded(text.substring(start, end));
        int behind = end;
        if (text.startsWith("++", end)) {
            folded += "plusplus";
            behind = end + 2;
        } else if (end - start == 1 && text.startsWith("#", end)) {
            folded += "sharp";
            behind = end + 1;
        }
        if (!folded.isEmpty() && folded.length() <= LONGEST) {
            words.add(new Word(start, behind, folded, Kind.WORD));
        }
        return behind;
    }

    /// A character and the marks on it count as one.
    private static void addPairs(String text, int start, int end, List<Word> words) {
        int at = start;
        int next = behindCharacter(text, at, end);
        while (next < end) {
            int behind = behindCharacter(text, next, end);
            addCharacters(text, at, behind, Kind.PAIR, words);
            at = next;
            next = behind;
        }
        addCharacters(text, at, end, Kind.LAST, words);
    }

    private static void addCharacters(
            String text, int start, int end, Kind kind, List<Word> words) {
        String folded = Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFKC);
        if (folded.length() <= LONGEST) {
            words.add(new Word(start, end, folded.toLowerCase(Locale.ROOT), kind));
        }
    }

    private static int behindCharacter(String text, int at, int end) {
        int behind = at + Character.charCount(text.codePointAt(at));
        while (behind < end && isMark(text.codePointAt(behind))) {
            behind += Character.charCount(text.codePointAt(behind));
        }
        return behind;
    }

    private static String folded(String word) {
        if (word.chars().allMatch(c -> c < 0x80)) {
            return word.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder();
        UnicodeScript script = UnicodeScript.UNKNOWN;
        String lower = word.toLowerCase(Locale.ROOT);
        String apart = Normalizer.normalize(lower, Normalizer.Form.NFKD);
        for (int i = 0; i < apart.length(); ) {
            int c = apart.codePointAt(i);
            i += Character.charCount(c);
            if (!isMark(c)) {
                script = UnicodeScript.of(c);
                plain(c, folded);
            } else if (!losesMark(script, c)) {
                folded.appendCodePoint(c);
            }
        }
        return Normalizer.normalize(
                folded.toString().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /// People leave accents out of Latin and Greek words, and the dots of the Cyrillic yo.
    /// Elsewhere a mark is a vowel, or makes another letter: Cyrillic short i.
    private static boolean losesMark(UnicodeScript script, int mark) {
        return switch (script) {
            case LATIN, GREEK, ARABIC, HEBREW -> true;
            case CYRILLIC -> mark == 0x308;
            default -> false;
        };
    }

    private static void plain(int c, StringBuilder folded) {
        switch (c) {
            case 'ß' -> folded.append("ss");
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            case 'ø' -> folded.append('o');
            case 'đ', 'ð' -> folded.append('d');
            case 'þ' -> folded.append("th");
            case 'ł' -> folded.append('l');
            case 'ħ' -> folded.append('h');
            case 'ı' -> folded.append('i');
            case 'ς' -> folded.append('σ');
            default -> {
                // What compatibility takes apart may hold other signs: an Arabic ligature has
                // spaces.
                if (isOfWord(c)) {
                    folded.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isOfWord(int c) {
        return c < 0x80
                ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                : Character.isLetterOrDigit(c);
    }

    private static boolean isMark(int c) {
        if (c < 0x300) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isDense(int c) {
        if (c < 0xE00) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN ->
                    true;
            // The mark of a long vowel is of two scripts.
            case COMMON -> UnicodeBlock.KATAKANA.equals(UnicodeBlock.of(c));
            default -> false;
        };
    }
}
