package croft.wiki.search;

import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Facts;
import croft.wiki.render.SearchText;
import croft.wiki.search.Words.Kind;
import croft.wiki.search.Words.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A page as the index has it: its texts, and their words by weight.
///
/// @param stamp of what is known without the text
/// @param configuration which stems its words
/// @param tags and those above them
/// @param labels title, aliases and tags, one a line
/// @param names the words of the title and the aliases
/// @param titleWords weight A
/// @param headWords weight B: headings, tags and aliases
/// @param bodyWords weight C
/// @param codeWords weight D
record IndexedPage(
        FilePath path,
        Digest stamp,
        String configuration,
        Instant modified,
        Set<String> tags,
        String labels,
        String headings,
        String body,
        String code,
        String names,
        String titleWords,
        String headWords,
        String bodyWords,
        String codeWords) {
    /// Raised whenever words are split or weighed in another way, so that all is indexed anew.
    static final int VERSION = 1;

    /// In octets; longer paths are not published.
    private static final int LONGEST_PATH = 1024;

    /// Of a tsvector, PostgreSQL holds 1 MiB of words and positions: at most twice the octets of
    /// text whose words are all short and different. What is behind this is not found.
    private static final int MOST_OCTETS = 400_000;

    /// How much of a text is kept to quote from.
    private static final int MOST_CHARACTERS = 400_000;

    /// Of one page, for the list of words.
    private static final int MOST_WORDS = 20_000;

    static IndexedPage of(
            Page page, List<Tag> tags, Digest stamp, String configuration, SearchText text) {
        String aliases = String.join("\n", page.aliases());
        String tagLines = String.join("\n", tags.stream().map(Tag::text).toList());
        String headings = cut(text.headings());
        String body = cut(text.body());
        String code = cut(text.code());

        int left = MOST_OCTETS;
        String title = Words.joined(Words.of(page.title()), left);
        left -= Words.octets(title);
        String head = Words.joined(Words.of(aliases + "\n" + tagLines + "\n" + headings), left);
        left -= Words.octets(head);
        String bodyWords = Words.joined(Words.of(body), left);
        left -= Words.octets(bodyWords);
        String codeWords = Words.joined(Words.of(code), left);
        return new IndexedPage(
                page.path(),
                stamp,
                configuration,
                page.modified(),
                withAbove(tags),
                storable(page.title() + "\n" + aliases + "\n" + tagLines),
                headings,
                body,
                code,
                Words.joined(Words.of(page.title() + "\n" + aliases), MOST_OCTETS / 10),
                title,
                head,
                bodyWords,
                codeWords);
    }

    /// Of all that the index knows of a page before it reads the text. A page whose text became
    /// another has another time, or says other things.
    static Digest stamp(Page page, Optional<Facts> facts, String configuration) {
        List<String> values = new ArrayList<>();
        values.add(VERSION + " " + configuration + " " + page.modified());
        values.add(page.title());
        values.addAll(page.aliases());
        values.add("tags");
        page.tags().forEach(tag -> values.add(tag.text()));
        facts.ifPresent(said -> {
            said.tags().forEach(tag -> values.add(tag.text()));
            values.add(said.summary().orElse(""));
            said.headings().forEach(heading -> values.add(heading.text()));
            said.links().forEach(link -> values.add(link.target() + "\n" + link.context()));
        });
        return Digest.of(values);
    }

    /// Of everything that is stored.
    Digest digest() {
        return Digest.of(
                List.of(
                        VERSION + " " + configuration + " " + modified,
                        labels,
                        headings,
                        body,
                        code));
    }

    /// The words of texts that half a word may become and that a mistyped one may mean.
    static Set<String> vocabulary(String labels, String headings, String body) {
        Set<String> words = new TreeSet<>();
        for (String text : List.of(labels, headings, body)) {
            for (Word word : Words.of(text)) {
                if (isCommonWord(word) && words.size() < MOST_WORDS) {
                    words.add(word.text());
                }
            }
        }
        return words;
    }

    Set<String> vocabulary() {
        return vocabulary(labels, headings, body);
    }

    private static boolean isCommonWord(Word word) {
        int length = word.text().length();
        return word.kind() == Kind.WORD
                && length >= 3
                && length <= 30
                && Character.isLetter(word.text().codePointAt(0));
    }

    private static Set<String> withAbove(Collection<Tag> tags) {
        Set<String> all = new LinkedHashSet<>();
        for (Tag tag : tags) {
            String text = tag.text();
            Stream.iterate(
                            text,
                            it -> !it.isEmpty(),
                            it -> it.substring(0, Math.max(0, it.lastIndexOf('/'))))
                    .map(IndexedPage::storable)
                    .forEach(all::add);
        }
        return all;
    }

    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return storable(text);
        }
        int end = MOST_CHARACTERS;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return storable(text.substring(0, end));
    }

    /// Whether a path can be stored as it is.
    static boolean isStorable(FilePath path) {
        return Words.octets(path.text()) <= LONGEST_PATH
                && storable(path.text()).equals(path.text());
    }

    /// PostgreSQL stores no NUL, and no half of a surrogate pair.
    static String storable(String text) {
        if (text.indexOf(0) < 0 && text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
