package croft.wiki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Many pages of plausible text: words as frequent as in real texts (the n-th most frequent one
/// comes about 1/n as often as the first), lengths from a line to thousands of words, folders,
/// tags, links of both kinds to each other, headings, lists, code. The same seed gives the same
/// pages, times of the files included.
public final class Pages {
    /// The most frequent words; all others are made of syllables.
    private static final List<String> FREQUENT =
            List.of(
                    ("the of and to a in is it you that was for on are with as they be at one have"
                                    + " this from by had not but what all were we when your can said there"
                                    + " use each which she do how their if will up other about out many"
                                    + " then them these so some her would make like him into time has look"
                                    + " two more write go see number no way could people my than first"
                                    + " water been called who now find long down day did get come made may"
                                    + " part server page garden note folder network certificate cache"
                                    + " connection memory index search river window letter morning")
                            .split(" "));

    private static final String[] ONSETS = {
        "b", "br", "c", "cl", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl",
        "qu", "r", "s", "sh", "sl", "st", "t", "tr", "v", "w", "z", ""
    };

    private static final String[] NUCLEI = {"a", "e", "i", "o", "u", "ea", "ou", "ai", "y"};

    private static final String[] CODAS = {"", "", "", "n", "r", "l", "s", "t", "m", "nd", "ck"};

    private static final String[] ENDINGS = {"", "", "", "", "s", "ed", "ing", "er", "tion", "ly"};

    private static final List<String> FOLDERS =
            List.of("", "", "", "work/", "work/projects/", "recipes/", "journal/2026/", "books/");

    private static final List<String> TAGS =
            List.of(
                    "idea",
                    "todo",
                    "book",
                    "book/novel",
                    "book/history",
                    "recipe",
                    "recipe/cake",
                    "recipe/soup",
                    "server",
                    "server/mail",
                    "server/web",
                    "travel",
                    "travel/japan",
                    "person",
                    "music",
                    "garden",
                    "garden/trees",
                    "log");

    private static final int WORDS = 40_000;

    private static final Instant NEWEST = Instant.parse("2026-11-01T12:00:00Z");

    private final Random random;
    private final List<String> words;
    private final double[] weights;
    private final List<String> names = new ArrayList<>();

    private Pages(long seed) {
        random = new Random(seed);
        Set<String> distinct = new LinkedHashSet<>(FREQUENT);
        while (distinct.size() < WORDS) {
            distinct.add(word());
        }
        words = List.copyOf(distinct);
        weights = new double[WORDS];
        double sum = 0;
        for (int i = 0; i < WORDS; i++) {
            sum += 1 / (i + 2.7);
            weights[i] = sum;
        }
    }

    /// Writes pages into a folder, which need not exist.
    ///
    /// @return their paths in it, in the order of their making
    public static List<String> generate(Path folder, int count, long seed) throws IOException {
        Pages pages = new Pages(seed);
        for (int i = 0; i < count; i++) {
            pages.names.add(pages.name(i));
        }
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path =
                    FOLDERS.get(pages.random.nextInt(FOLDERS.size())) + pages.names.get(i) + ".md";
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, pages.page());
            Files.setLastModifiedTime(
                    file,
                    FileTime.from(
                            NEWEST.minus(Duration.ofMinutes(pages.random.nextInt(1_500_000)))));
            paths.add(path);
        }
        return paths;
    }

    private String page() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) > 0) {
            text.append("---\ntitle: ").append(title()).append("\ntags: [");
            int tags = random.nextInt(4);
            for (int i = 0; i < tags; i++) {
                text.append(i > 0 ? ", " : "").append(TAGS.get(random.nextInt(TAGS.size())));
            }
            text.append("]\n---\n");
        }
        // Most notes are short, some are essays.
        int left = (int) Math.exp(4.7 + random.nextGaussian() * 1.0);
        while (left > 0) {
            left -= block(text);
        }
        return text.toString();
    }

    private int block(StringBuilder text) {
        return switch (random.nextInt(8)) {
            case 0 -> {
                text.append("\n## ").append(title()).append('\n');
                yield 3;
            }
            case 1 -> {
                for (int i = 0; i < 3; i++) {
                    text.append("\n- ").append(sentence(6));
                }
                text.append('\n');
                yield 18;
            }
            case 2 -> {
                text.append("\n```sh\n")
                        .append(some())
                        .append(" --")
                        .append(some())
                        .append(" /etc/")
                        .append(some())
                        .append(".conf\n```\n");
                yield 3;
            }
            default -> {
                int length = 20 + random.nextInt(60);
                text.append('\n').append(sentence(length / 2)).append(' ');
                text.append(sentence(length / 2)).append('\n');
                yield length;
            }
        };
    }

    private String sentence(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String word = some();
            String next =
                    switch (random.nextInt(60)) {
                        case 0 -> "[[" + names.get(random.nextInt(names.size())) + "]]";
                        case 1 ->
                                "[" + word + "](/" + names.get(random.nextInt(names.size())) + ")";
                        case 2 -> "#" + TAGS.get(random.nextInt(TAGS.size()));
                        case 3 -> "**" + word + "**";
                        case 4 -> "`" + word + "`";
                        default -> word;
                    };
            text.append(i > 0 ? " " : "").append(next);
        }
        return text.append('.').toString();
    }

    private String title() {
        String title = some() + " " + some() + (random.nextBoolean() ? " " + some() : "");
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    private String name(int nr) {
        return some() + "-" + some() + "-" + nr;
    }

    /// A word, the frequent ones frequently.
    private String some() {
        double at = random.nextDouble() * weights[WORDS - 1];
        int low = 0;
        int high = WORDS - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weights[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return words.get(low);
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        int syllables = 1 + random.nextInt(3);
        for (int i = 0; i < syllables; i++) {
            word.append(any(ONSETS)).append(any(NUCLEI)).append(any(CODAS));
        }
        return word.append(any(ENDINGS)).toString();
    }

    private String any(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
