package croft.wiki.search;

import static croft.wiki.Handmade.page;
import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.wiki.page.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is typed, there is an answer, from the index, and soon.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileQueryTest {
    private SearchDatabase database;
    private SearchedWikis wikis;

    @BeforeAll
    void write(@TempDir Path data) throws IOException {
        database = new SearchDatabase(data);
        wikis = new SearchedWikis(database);
        wikis.put(
                page("a.md", "Alpha", "apple 'quoted' \\ back").tags("x"),
                page("b.md", "Beta", "日本語 banana"));
    }

    @AfterAll
    void close() throws IOException {
        wikis.close();
        database.close();
    }

    static List<String> hostile() {
        return List.of(
                "",
                " ",
                "\u0000",
                "apple\u0000 \uD800",
                "\uDC00\uD800",
                "'",
                "\"",
                "\"\"",
                "\" \" \"",
                "-",
                "--",
                "-\"",
                "-apple",
                "- apple",
                "or",
                "or or or",
                "or apple",
                "apple or",
                "apple or -banana",
                "a & b | !c <-> d:*",
                ":*",
                "!!!",
                "(((((",
                "apple:A",
                "'; drop table wiki.indexed_page; --",
                "\\",
                "\\'",
                "$$",
                "%_%",
                "?",
                "??::",
                "apple ".repeat(1000),
                "\"" + "a ".repeat(500),
                "-a ".repeat(200),
                "x".repeat(5000),
                "漢".repeat(300),
                "a\u0301\u0302\u0303",
                "\u202E\u200F",
                "👩‍🚀",
                "the",
                "the or the",
                "-the",
                "\"the of\"",
                "' -' '",
                "1e5 0x1 1.5.2 a@b.c http://x/y?z <b>");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isAnswered(String text) {
        Results results = wikis.search(text);
        assertThat(results.byTitlesOnly()).isFalse();
        assertThat(results.hits().size()).isLessThanOrEqualTo(Results.HITS_OF_A_PAGE);
    }

    @Test
    void anyNoiseIsAnswered() {
        Random random = new Random(11);
        String signs = "ab \"'-\\:*&|!()<>orOR%_漢字é\u0000\uD83D\uDE00#+.,/1";
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length >= 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            assertThat(wikis.search(text.toString()).byTitlesOnly()).as(text.toString()).isFalse();
        }
    }

    @Test
    void oddTagsAndPagesAreAnswered() {
        for (String tag : List.of("\u0000", "'", "x/", "/x", "\uD800", "x".repeat(10_000))) {
            assertThat(wikis.search(new Query("apple", Optional.of(new Tag(tag)), 1)).hits())
                    .isEmpty();
        }
        assertThat(new Query("apple", Optional.empty(), -5).page()).isEqualTo(1);
        assertThat(wikis.search(new Query("apple", Optional.empty(), Integer.MAX_VALUE)).hits())
                .isEmpty();
        assertThat(wikis.search(new HostName("unknown.example.net"), "apple"))
                .isEqualTo(Results.NONE);
    }

    @Test
    void aFloodLeavesConnectionsToOthers() throws Exception {
        int searches = 200;
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<Results>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < searches; i++) {
                all.add(
                        threads.submit(() -> {
                            begin.await();
                            return wikis.search("alpha");
                        }));
            }
            begin.countDown();
            long most = 0;
            while (all.stream().anyMatch(future -> !future.isDone())) {
                most =
                        Math.max(
                                most,
                                Long.parseLong(
                                        database.query(
                                                "select count(*) from pg_stat_activity where"
                                                        + " usename = 'wiki' and state <> 'idle'")));
            }
            assertThat(most).isLessThanOrEqualTo(2);
        }
        for (Future<Results> future : all) {
            // From the index or by titles: each finds the page.
            assertThat(future.get().hits()).extracting(Hit::title).containsExactly("Alpha");
        }
    }

    @Test
    void aSearchThatTakesTooLongIsGivenUp() throws Exception {
        try (var connection = database.pool().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table wiki.indexed_page in access exclusive mode");
            long begin = System.nanoTime();
            Results results = wikis.search("alpha");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(results.byTitlesOnly()).isTrue();
            assertThat(results.hits()).extracting(Hit::title).containsExactly("Alpha");
            connection.rollback();
        }
        assertThat(wikis.search("apple").byTitlesOnly()).isFalse();
    }
}
