package croft.edge.store;

import static croft.edge.store.Samples.NOW;
import static croft.edge.store.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.cache.CacheKey;
import croft.platform.declaration.HostName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurgeTest {
    private static final String HOST = Samples.SITE.value();

    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 20);
    private final Store store = Store.create(memory, () -> NOW);

    @AfterEach
    void everythingIsGivenBack() {
        store.clear();
        assertThat(memory.budget().used()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a, true",
        "/a, /b, false",
        "/a, /a/, false",
        "/a/b, /a, false",
        "/a?x=1, /a?x=1, true",
        "/a?x=1, /a?x=2, false",
        "/a?x=1, /a, false",
        "/a?x=1, /a?utm=9&x=1, true",
        "/a?x=1&y=2, /a?y=2&utm=9&x=1, true",
        "/a?x=1&y=2, /a?x=1, false",
        "/a, /a?utm=9, true",
        "/ab?x=1, /a?x=1, false",
    })
    void byUrlMeansEveryNormalisationOfIt(String stored, String purged, boolean gone) {
        put("/other?x=1", "k");
        Entry entry = put(stored, "k");
        Purge purge = new Purge.Url(HOST, purged, false);

        assertThat(store.purge(purge)).isEqualTo(gone ? 1 : 0);
        assertThat(store.find(key(stored)).contains(entry)).isEqualTo(!gone);
        assertThat(store.find(key("/other?x=1"))).hasSize(1);
        assertThat(purge.mayMatch(key(stored))).isEqualTo(gone);
    }

    @Test
    void byPrefixByHostByKeysAndAll() {
        put("/blog/1", "post");
        put("/blog/2", "post", "list");
        put("/about", "list");
        assertThat(store.purge(new Purge.Prefix(HOST, "/blog/", true))).isEqualTo(2);
        assertThat(store.purge(new Purge.Prefix("example.net", "/blog/", true))).isZero();
        assertThat(store.purge(new Purge.Host(new HostName("*.example.net"), true))).isEqualTo(3);
        assertThat(store.purge(new Purge.Host(new HostName("example.net"), true))).isZero();
        assertThat(store.purge(keys("list"))).isEqualTo(2);
        assertThat(store.purge(new Purge.Keys(Set.of("post"), Optional.of("other.net"), false)))
                .isZero();
        assertThat(store.purge(new Purge.Everything(false))).isEqualTo(1);
        assertThat(store.statistics().stored()).isEqualTo(new Usage(0, 0));
    }

    @Test
    void aSoftPurgeLeavesWhatCanStandIn() {
        Entry entry = put("/a", "k");
        assertThat(store.purge(new Purge.Url(HOST, "/a", true))).isEqualTo(1);
        assertThat(store.find(key("/a"))).containsExactly(entry);
        assertThat(entry.expired()).isTrue();
    }

    @Test
    void whatWasAskedForBeforeThePurgeIsNotStored() {
        long mark = store.mark();
        store.purge(keys("k"));
        Entry late = entry("/a", "k");
        assertThat(store.put(late, mark)).isFalse();
        assertThat(store.purgedSince(mark, late.key(), late.response())).isTrue();
        Entry other = entry("/b", "other");
        assertThat(store.put(other, mark)).isTrue();

        assertThat(store.put(late, store.mark())).isTrue();
    }

    @Test
    void whatTookLongerThanTheLogReachesIsNotStored() {
        long mark = store.mark();
        for (int i = 0; i < 1024; i++) {
            store.purge(new Purge.Url("other.net", "/" + i, false));
        }
        assertThat(store.put(entry("/a", "k"), mark)).isTrue();
        store.purge(new Purge.Url("other.net", "/", false));
        Entry late = entry("/b", "k");
        assertThat(store.put(late, mark)).isFalse();
        late.body().release();
    }

    @Test
    void theLogHoldsABoundedNumberOfKeys() {
        Set<String> many = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            many.add("file:other.net/" + i);
        }
        long mark = store.mark();
        for (int i = 0; i < 40; i++) {
            store.purge(new Purge.Keys(many, Optional.empty(), false));
        }
        assertThat(store.put(entry("/a", "k"), mark)).isTrue();
        store.purge(new Purge.Keys(many, Optional.empty(), false));
        Entry late = entry("/b", "k");
        assertThat(store.put(late, mark)).isFalse();
        assertThat(store.put(late, mark + 1)).isTrue();
    }

    @Test
    void whatWasNotStorableMayBeSoAfterAPurge() {
        store.uncacheable(key("/a"), NOW.plusSeconds(60));
        store.uncacheable(key("/b"), NOW.plusSeconds(60));
        store.purge(new Purge.Url(HOST, "/a", true));
        assertThat(store.isUncacheable(key("/a"), NOW)).isFalse();
        assertThat(store.isUncacheable(key("/b"), NOW)).isTrue();
    }

    @Test
    void oneOfManyPagesWithAQueryIsFoundWithoutALookAtAll() {
        for (int i = 0; i < 500; i++) {
            put("/search?q=" + i, "k");
        }
        assertThat(store.purge(new Purge.Url(HOST, "/search?q=7&page=", false))).isEqualTo(1);
        assertThat(store.find(new CacheKey(HOST, "/search?q=7"))).isEmpty();
        assertThat(store.find(new CacheKey(HOST, "/search?q=8"))).hasSize(1);
    }

    private static Purge keys(String... keys) {
        return new Purge.Keys(Set.of(keys), Optional.empty(), false);
    }

    private Entry entry(String target, String... keys) {
        return new Samples(memory).keys(keys).entry(target, 1000);
    }

    private Entry put(String target, String... keys) {
        Entry entry = entry(target, keys);
        assertThat(store.put(entry, store.mark())).isTrue();
        return entry;
    }
}
