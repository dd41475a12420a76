package croft.wiki.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The languages of the resource `words.txt`, which says what it has of each; read once.
final class WordLists {
    private static final Map<String, Language> LANGUAGES = read();

    private WordLists() {}

    /// The language of a name; null for one that is not in the resource.
    static @Nullable Language of(String name) {
        return LANGUAGES.get(name);
    }

    /// What is between two signs.
    record Between(String open, String close) {}

    /// What a language is told apart by.
    static final class Language {
        final List<String> lineComments = new ArrayList<>();
        final List<Between> comments = new ArrayList<>();
        final List<Between> texts = new ArrayList<>();
        final Map<String, Ink> words = new HashMap<>();
        String quotes = "";
        String sigils = "";
        String keys = "";
        boolean dashes;

        private void read(String kind, List<String> words) {
            switch (kind) {
                case "line" -> lineComments.addAll(words);
                case "block" -> comments.add(new Between(words.getFirst(), words.getLast()));
                case "long" -> texts.add(new Between(words.getFirst(), words.getLast()));
                case "quotes" -> quotes = String.join("", words);
                case "sigils" -> sigils = String.join("", words);
                case "keys" -> keys = words.getFirst();
                case "dashes" -> dashes = true;
                case "keywords" -> words.forEach(word -> this.words.put(word, Ink.KEYWORD));
                case "constants" -> words.forEach(word -> this.words.put(word, Ink.CONSTANT));
                case "types" -> words.forEach(word -> this.words.put(word, Ink.TYPE));
                default -> throw new IllegalStateException("words.txt: " + kind);
            }
        }
    }

    private static Map<String, Language> read() {
        Map<String, Language> languages = new HashMap<>();
        Set<Language> last = new HashSet<>();
        for (String line : lines()) {
            List<String> words = Arrays.asList(line.split(" +", -1));
            List<String> rest = words.subList(1, words.size());
            if (words.getFirst().equals("language")) {
                Language language = new Language();
                rest.forEach(name -> languages.put(name, language));
                last.clear();
                last.add(language);
            } else {
                last.forEach(language -> language.read(words.getFirst(), rest));
            }
        }
        return Map.copyOf(languages);
    }

    private static List<String> lines() {
        try (InputStream in =
                Objects.requireNonNull(
                        WordLists.class.getResourceAsStream("words.txt"),
                        "words.txt is in the jar")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("words.txt cannot be read from the jar", e);
        }
    }
}
