package croft.wiki.search;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.Handmade;
import croft.wiki.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Search in a wiki of thousands of pages. Prints how long things take; the limits are such that
/// only something that grows with the square of the wiki, or hangs, goes beyond them.
///
/// `-Dcroft.pages=10000` for the figures that the documentation quotes.
@Timeout(400)
class LargeWikiTest {
    private static final int PAGES = Integer.getInteger("croft.pages", 2_000);

    private static final int QUERIES_OF_A_KIND = 20;

    @TempDir Path home;

    private final Random random = new Random(7);

    @Test
    void answersWithinTheTimeThatAReaderDoesNotNotice() throws IOException {
        List<String> paths = Pages.generate(home.resolve("pages"), PAGES, 1);
        try (SearchDatabase database = new SearchDatabase(home.resolve("data"));
                SearchedWikis wikis = new SearchedWikis(database)) {
            wikis.wikis.read(SearchedWikis.SITE, home.resolve("pages"), paths);
            long begin = System.nanoTime();
            wikis.startIndex();
            wikis.awaitIndex();
            Duration building = Duration.ofNanos(System.nanoTime() - begin);
            database.execute("vacuum analyze");
            System.out.printf(
                    "%d pages: %d ms to build, tables %s, words %s, of which index %s, list %s%n",
                    PAGES,
                    building.toMillis(),
                    database.query(
                            "select pg_size_pretty(sum(pg_total_relation_size(oid)))"
                                    + " from pg_class where relkind = 'r' and relname like 'indexed%'"),
                    database.query("select count(*) from wiki.indexed_word"),
                    database.query(
                            "select pg_size_pretty(pg_relation_size('wiki.indexed_page_words'))"),
                    database.query(
                            "select pg_size_pretty(pg_total_relation_size('wiki.indexed_word'))"));
            assertThat(database.query("select count(*) from wiki.indexed_page"))
                    .isEqualTo(Integer.toString(PAGES));

            List<String> queries = queries(database);
            queries.forEach(wikis::search);
            List<Long> all = new ArrayList<>();
            Map<String, List<Long>> byKind = new TreeMap<>();
            for (String query : queries) {
                String text = query.substring(query.indexOf(':') + 1);
                long start = System.nanoTime();
                Results results = wikis.search(text);
                long took = System.nanoTime() - start;
                assertThat(results.byTitlesOnly()).as(query).isFalse();
                all.add(took);
                byKind.computeIfAbsent(
                                query.substring(0, query.indexOf(':')), _ -> new ArrayList<>())
                        .add(took);
            }
            byKind.forEach(LargeWikiTest::print);
            print("all", all);
            assertThat(percentile(all, 50)).isLessThan(Duration.ofMillis(500).toNanos());

            begin = System.nanoTime();
            wikis.put(Handmade.page("new.md", "New", "an unheardof word"));
            System.out.printf(
                    "a change: %d ms%n", Duration.ofNanos(System.nanoTime() - begin).toMillis());
            assertThat(wikis.find("unheardof")).containsExactly("new.md");

            wikis.stopIndex();
            int before = wikis.textsRead.get();
            begin = System.nanoTime();
            wikis.startIndex();
            wikis.awaitIndex();
            System.out.printf(
                    "a restart: %d ms%n", Duration.ofNanos(System.nanoTime() - begin).toMillis());
            assertThat(wikis.textsRead.get()).isEqualTo(before);
        }
    }

    private List<String> queries(SearchDatabase database) {
        List<String> frequent = words(database, "order by pages desc limit 300");
        List<String> middle = words(database, "where pages between 20 and 400 order by word");
        List<String> rare = words(database, "where pages between 1 and 3 order by word");
        List<String> queries = new ArrayList<>();
        add(queries, "frequent", _ -> any(frequent));
        add(queries, "middle", _ -> any(middle));
        add(queries, "rare", _ -> any(rare));
        add(queries, "two", _ -> any(frequent) + " " + any(middle));
        add(queries, "three", _ -> any(frequent) + " " + any(frequent) + " " + any(middle));
        add(queries, "phrase", _ -> "\"" + any(frequent) + " " + any(frequent) + "\"");
        add(queries, "begun", nr -> any(frequent).substring(0, 1 + nr % 2));
        add(queries, "begun further", _ -> any(middle) + " " + any(middle).substring(0, 3));
        add(queries, "mistyped", _ -> mistyped(any(middle)) + " " + any(middle));
        add(queries, "without", _ -> any(frequent) + " -" + any(middle));
        add(queries, "or", _ -> any(frequent) + " or " + any(frequent));
        add(queries, "nothing", nr -> "qzqz" + nr + " xkxk");
        return queries;
    }

    private static List<String> words(SearchDatabase database, String which) {
        return Arrays.asList(
                database.query(
                                "select string_agg(word, ' ') from (select word from"
                                        + " wiki.indexed_word "
                                        + which
                                        + ") w where length(word) > 3")
                        .split(" "));
    }

    private static void add(List<String> queries, String kind, IntFunction<String> query) {
        for (int i = 0; i < QUERIES_OF_A_KIND; i++) {
            queries.add(kind + ":" + query.apply(i));
        }
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private String mistyped(String word) {
        int at = 1 + random.nextInt(word.length() - 2);
        return word.substring(0, at)
                + word.charAt(at + 1)
                + word.charAt(at)
                + word.substring(at + 2);
    }

    private static void print(String kind, List<Long> times) {
        System.out.printf(
                "%-14s p50 %6.1f ms  p99 %6.1f ms  worst %6.1f ms%n",
                kind,
                percentile(times, 50) / 1e6,
                percentile(times, 99) / 1e6,
                percentile(times, 100) / 1e6);
    }

    private static long percentile(List<Long> times, int percent) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
