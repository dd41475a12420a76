package croft.edge.store;

import static croft.edge.store.Samples.NOW;
import static croft.edge.store.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.cache.CacheKey;
import croft.edge.cache.SearchRule;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 20);
    private final Store store = Store.create(memory, () -> NOW.plusSeconds(60));

    @AfterEach
    void everythingIsGivenBack() {
        store.clear();
        assertThat(memory.budget().used()).isZero();
    }

    @Test
    void findsWhatWasPut() {
        Entry entry = sample().entry("/a", 5000);
        assertThat(store.put(entry, store.mark())).isTrue();

        assertThat(store.find(key("/a"))).containsExactly(entry);
        assertThat(Samples.read(entry.body())).isEqualTo(Samples.octets(5000));
        assertThat(store.find(key("/b"))).isEmpty();
        assertThat(store.find(new CacheKey("example.net", "/a"))).isEmpty();
    }

    @Test
    void keepsVariantsTheNewestFirst() {
        Entry german = put(sample().varying("accept-language", "de").entry("/a", 10));
        Entry english = put(sample().varying("accept-language", "en").entry("/a", 10));
        Entry newer = put(sample().varying("accept-language", "de").entry("/a", 10));

        assertThat(store.find(key("/a"))).containsExactly(newer, english);
        assertThat(german.body().acquire()).isFalse();
    }

    @Test
    void keepsAtMost32VariantsOfOneUrl() {
        Entry first = put(sample().varying("x", "first").entry("/a", 10));
        for (int i = 0; i < 100; i++) {
            put(sample().varying("x", "" + i).entry("/a", 10));
        }
        List<Entry> held = store.find(key("/a"));
        assertThat(held).hasSize(32);
        assertThat(held.getFirst().response().selection().fields().getFirst().value())
                .isEqualTo("99");
        assertThat(first.body().acquire()).isFalse();
    }

    @Test
    void theWholeReplacesItsParts() {
        put(sample().part(0, 9, 100).entry("/a", 10));
        put(sample().part(50, 59, 100).entry("/a", 10));
        assertThat(store.find(key("/a"))).hasSize(2);
        put(sample().part(0, 19, 100).entry("/a", 20));
        assertThat(store.find(key("/a"))).hasSize(2);
        Entry whole = put(sample().entry("/a", 100));
        assertThat(store.find(key("/a"))).containsExactly(whole);
    }

    @Test
    void aPartReplacesTheWholeOnlyIfThatIsOfAnotherRepresentation() {
        Entry whole = put(sample().entry("/a", 100));
        Entry part = put(sample().part(0, 9, 100).entry("/a", 10));
        assertThat(store.find(key("/a"))).containsExactly(part, whole);
        Entry other = put(sample().etag("\"v2\"").part(0, 9, 100).entry("/a", 10));
        assertThat(store.find(key("/a"))).containsExactly(other);
    }

    @Test
    void aValidatedEntryKeepsTheBody() {
        Entry old = put(sample().entry("/a", 5000));
        long mark = store.mark();
        assertThat(old.body().acquire()).isTrue();
        Entry fresh = old.freshened(sample().field("x", "y").response(), old.head(), NOW);
        assertThat(store.replace(old, fresh, mark)).isTrue();
        old.body().release();

        assertThat(store.find(key("/a"))).containsExactly(fresh);
        assertThat(Samples.read(fresh.body())).isEqualTo(Samples.octets(5000));
    }

    @Test
    void aValidatedEntryIsNotStoredOverAPurge() {
        Entry old = put(sample().keys("k").entry("/a", 5000));
        long mark = store.mark();
        assertThat(old.body().acquire()).isTrue();
        store.purge(new Purge.Keys(java.util.Set.of("k"), java.util.Optional.empty(), false));
        Entry fresh = old.freshened(old.response(), old.head(), NOW);
        assertThat(store.replace(old, fresh, mark)).isFalse();
        old.body().release();

        assertThat(store.find(key("/a"))).isEmpty();
        assertThat(memory.budget().used()).isZero();
    }

    @Test
    void aReaderGoesOnWhenAnEntryLeaves() {
        Entry entry = put(sample().entry("/a", 5000));
        assertThat(entry.body().acquire()).isTrue();
        ByteBuf slice = entry.body().slice(0, 100);
        store.remove(entry);

        assertThat(store.find(key("/a"))).isEmpty();
        assertThat(Samples.read(entry.body())).isEqualTo(Samples.octets(5000));
        entry.body().release();
        assertThat(slice.getByte(1)).isEqualTo(Samples.octets(2)[1]);
        slice.release();
    }

    @Test
    void storesOnlyWhatIsComplete() {
        Entry whole = sample().entry("/a", 10);
        StoredBody body = StoredBody.create(memory, 20);
        Entry entry =
                new Entry(whole.key(), whole.site(), whole.response(), whole.head(), body, NOW);
        assertThat(entry.length()).isEqualTo(20);
        assertThatThrownBy(() -> store.put(entry, store.mark()))
                .hasMessageContaining("not complete");
        body.release();
        whole.body().release();
    }

    @Test
    void roomIsMadeForABodyInFlight() {
        for (int i = 0; i < 7; i++) {
            put(sample().entry("/" + i, 1 << 20));
        }
        StoredBody first = StoredBody.create(memory, -1);
        StoredBody second = StoredBody.create(memory, -1);
        for (StoredBody body : List.of(first, second)) {
            assertThat(body.append(io.netty.buffer.Unpooled.wrappedBuffer(new byte[1 << 20])))
                    .isTrue();
        }
        assertThat(memory.budget().used()).isLessThanOrEqualTo(Memory.SMALLEST);
        assertThat(store.statistics().evictions()).isPositive();
        first.release();
        second.release();
    }

    @Test
    void remembersWhatIsNotStoredForAWhile() {
        store.uncacheable(key("/a"), NOW.plusSeconds(30));
        assertThat(store.isUncacheable(key("/a"), NOW.plusSeconds(29))).isTrue();
        assertThat(store.isUncacheable(key("/a"), NOW.plusSeconds(30))).isFalse();
        assertThat(store.isUncacheable(key("/b"), NOW)).isFalse();
        put(sample().entry("/a", 10));
        assertThat(store.isUncacheable(key("/a"), NOW)).isFalse();
    }

    @Test
    void remembersABoundedNumberOfWhatIsNotStored() {
        for (int i = 0; i < 50_000; i++) {
            store.uncacheable(key("/" + i), NOW.plusSeconds(30));
        }
        int remembered = 0;
        for (int i = 0; i < 50_000; i++) {
            remembered += store.isUncacheable(key("/" + i), NOW) ? 1 : 0;
        }
        assertThat(remembered).isBetween(1, 20_000);
    }

    @Test
    void learnsWhatOfAQueryDoesNotMatter() {
        SearchRule rule = new SearchRule(true, false, List.of("utm_source"));
        assertThat(store.searchRule(Samples.SITE.value(), "/a")).isEmpty();
        put(sample().search(rule).entry("/a?x=1", 10));
        assertThat(store.searchRule(Samples.SITE.value(), "/a")).contains(rule);
        assertThat(store.searchRule(Samples.SITE.value(), "/b")).isEmpty();
        put(sample().entry("/a?x=2", 10));
        assertThat(store.searchRule(Samples.SITE.value(), "/a")).isEmpty();
    }

    @Test
    void tellsWhatItHolds() {
        put(sample().entry("/a", 1000)).hit();
        put(sample().site("notes.example.net").entry("/b", 3000));
        Entry hot = put(sample().entry("/c", 100));
        hot.hit();
        hot.hit();

        assertThat(store.hottest(2))
                .containsExactly(
                        new Hot(key("/c"), 2, 256, Duration.ofMinutes(1)),
                        new Hot(key("/a"), 1, 1024, Duration.ofMinutes(1)));
        Statistics now = store.statistics();
        assertThat(now.stored()).isEqualTo(new Usage(3, 256 + 1024 + 3072));
        assertThat(now.sites().get(Samples.SITE)).isEqualTo(new Usage(2, 256 + 1024));
        assertThat(now.limit()).isEqualTo(Memory.SMALLEST);
        assertThat(now.used()).isGreaterThan(now.stored().bytes());
    }

    private Samples sample() {
        return new Samples(memory);
    }

    private Entry put(Entry entry) {
        assertThat(store.put(entry, store.mark())).isTrue();
        return entry;
    }
}
