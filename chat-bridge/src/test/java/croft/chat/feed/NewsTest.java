package croft.chat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What of a feed is new, whatever mistakes it makes.
class NewsTest {
    private static final Instant BEGAN = Instant.parse("2026-11-01T00:00:00Z");

    private Memory memory = Memory.NONE;
    private Instant now = BEGAN;

    @Test
    void firstBringsTheNewestOnly() {
        assertThat(titles(read(entries(1, 100)))).containsExactly("Entry 100");
        assertThat(titles(read(entries(1, 100)))).isEmpty();
    }

    @Test
    void thenBringsWhatIsNewOldestFirst() {
        read(entries(1, 10));
        assertThat(titles(read(entries(3, 12)))).containsExactly("Entry 11", "Entry 12");
    }

    @Test
    void foldsWhatIsMoreThanFivePosts() {
        read(entries(1, 10));
        News news = read(entries(1, 40));
        assertThat(news.told()).hasSize(4);
        assertThat(news.folded()).hasSize(26);
        assertThat(titles(news).getLast()).isEqualTo("Entry 40");
    }

    @Test
    void isNotConfusedByOrder() {
        List<Entry> entries = new ArrayList<>(entries(1, 30));
        read(entries);
        Collections.shuffle(entries, new Random(1));
        assertThat(titles(read(entries))).isEmpty();
    }

    @Test
    void isNotConfusedByDates() {
        read(entries(1, 30));
        assertThat(titles(read(changed(e -> dated(e, BEGAN.plus(Duration.ofDays(3))))))).isEmpty();
    }

    @Test
    void isNotConfusedByGuidsThatAllChange() {
        read(entries(1, 30));
        assertThat(titles(read(changed(e -> named(e, "new " + e.guid().orElseThrow()))))).isEmpty();
    }

    @Test
    void isNotConfusedByAMoveToAnotherHost() {
        read(entries(1, 30));
        assertThat(
                        titles(
                                read(
                                        changed(e ->
                                                linked(
                                                        e,
                                                        e.link()
                                                                .orElseThrow()
                                                                .toString()
                                                                .replace("blog.", "www."))))))
                .isEmpty();
        assertThat(
                        titles(
                                read(
                                        changed(e ->
                                                named(
                                                        linked(
                                                                e,
                                                                "https://third.example.org/"
                                                                        + e.title().hashCode()),
                                                        "x" + e.title())))))
                .isEmpty();
    }

    @Test
    void isNotConfusedByCorrectedTitles() {
        read(entries(1, 30));
        assertThat(titles(read(changed(e -> titled(e, e.title() + " (updated)"))))).isEmpty();
    }

    @Test
    void isNotConfusedByCountingParameters() {
        read(entries(1, 30));
        assertThat(
                        titles(
                                read(
                                        changed(e ->
                                                named(
                                                        linked(
                                                                titled(e, e.title() + "!"),
                                                                e.link().orElseThrow()
                                                                        + "?utm_source=rss#x"),
                                                        e.guid().orElseThrow())))))
                .isEmpty();
    }

    @Test
    void seesEntriesThatAllHaveOneGuid() {
        read(entries(1, 5).stream().map(e -> named(e, "https://blog.example.net/")).toList());
        assertThat(
                        titles(
                                read(
                                        entries(1, 6).stream()
                                                .map(e -> named(e, "https://blog.example.net/"))
                                                .toList())))
                .containsExactly("Entry 6");
    }

    @Test
    void seesEntriesThatAllHaveOneLink() {
        read(entries(1, 5).stream().map(e -> linked(e, "https://blog.example.net/")).toList());
        assertThat(
                        titles(
                                read(
                                        entries(1, 6).stream()
                                                .map(e -> linked(e, "https://blog.example.net/"))
                                                .toList())))
                .containsExactly("Entry 6");
    }

    @Test
    void seesAGuidThatIsUsedAgainForSomethingElse() {
        read(entries(1, 1).stream().map(e -> named(e, "latest")).toList());
        assertThat(titles(read(entries(2, 2).stream().map(e -> named(e, "latest")).toList())))
                .containsExactly("Entry 2");
    }

    @Test
    void seesEntriesOfTheSameTitle() {
        read(entries(1, 5).stream().map(e -> titled(e, "Daily build")).toList());
        assertThat(read(entries(1, 6).stream().map(e -> titled(e, "Daily build")).toList()).told())
                .hasSize(1);
    }

    @Test
    void takesTwiceTheSameForOne() {
        read(entries(1, 5));
        List<Entry> twice = new ArrayList<>(entries(1, 6));
        twice.addAll(entries(6, 6));
        assertThat(titles(read(twice))).containsExactly("Entry 6");
    }

    @Test
    void doesNotTellOfAnArchiveThatOpens() {
        read(entries(90, 100));
        assertThat(titles(read(entries(1, 101)))).containsExactly("Entry 101");
    }

    @Test
    void tellsOfEntriesOfAFeedWhoseClockIsWrong() {
        read(changed(1, 5, e -> dated(e, Instant.EPOCH)));
        assertThat(read(changed(1, 6, e -> dated(e, Instant.EPOCH))).told()).hasSize(1);
    }

    @Test
    void remembersAFeedThatIsEmptyForAWhile() {
        read(entries(1, 10));
        read(List.of());
        assertThat(titles(read(entries(1, 11)))).containsExactly("Entry 11");
    }

    @Test
    void startsWithAnEmptyFeed() {
        read(List.of());
        assertThat(titles(read(entries(1, 2)))).containsExactly("Entry 1", "Entry 2");
    }

    @Test
    void survivesBeingStored() {
        read(entries(1, 30));
        FeedState state =
                FeedState.NEW
                        .read(
                                memory,
                                Optional.of("\"x\""),
                                Optional.empty(),
                                now,
                                Duration.ofMinutes(15))
                        .failed("HTTP 500", now, Duration.ofMinutes(15), Optional.empty());
        assertThat(FeedState.of(state.facts())).isEqualTo(state);
    }

    @Test
    void remembersABoundedNumber() {
        for (int i = 0; i < 20; i++) {
            read(entries(i * 400, i * 400 + 399));
        }
        assertThat(memory.known()).hasSizeLessThanOrEqualTo(1000);
    }

    private News read(List<Entry> entries) {
        now = now.plus(Duration.ofHours(1));
        News news =
                News.of(
                        new FeedDocument("Blog", entries.subList(0, Math.min(500, entries.size()))),
                        memory,
                        1,
                        5,
                        now);
        memory = news.memory();
        return news;
    }

    private static List<String> titles(News news) {
        return news.told().stream().map(item -> item.entry().title()).toList();
    }

    /// Newest first, one a day, the hundredth as old as the test.
    private static List<Entry> entries(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i ->
                        new Entry(
                                Optional.of("tag:" + i),
                                Optional.of(URI.create("https://blog.example.net/post/" + i)),
                                "Entry " + i,
                                Optional.of(BEGAN.plus(Duration.ofDays(i - 100))),
                                "<p>This is what the entry number "
                                        + i
                                        + " has to say to everybody.</p>"))
                .toList()
                .reversed();
    }

    private static List<Entry> changed(UnaryOperator<Entry> change) {
        return changed(1, 30, change);
    }

    private static List<Entry> changed(int first, int last, UnaryOperator<Entry> change) {
        return entries(first, last).stream().map(change).toList();
    }

    private static Entry named(Entry e, String guid) {
        return new Entry(Optional.of(guid), e.link(), e.title(), e.at(), e.html());
    }

    private static Entry linked(Entry e, String link) {
        return new Entry(e.guid(), Optional.of(URI.create(link)), e.title(), e.at(), e.html());
    }

    private static Entry titled(Entry e, String title) {
        return new Entry(e.guid(), e.link(), title, e.at(), e.html());
    }

    private static Entry dated(Entry e, Instant at) {
        return new Entry(e.guid(), e.link(), e.title(), Optional.of(at), e.html());
    }
}
