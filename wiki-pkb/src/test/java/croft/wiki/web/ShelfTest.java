package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import croft.wiki.graph.Change;
import croft.wiki.graph.Garden;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.render.Dialect;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is kept of outputs, and for how long.
class ShelfTest {
    private static final HostName HOST = new HostName("notes.test");
    private static final Shelf.Key PAGE = new Shelf.Key(HOST, "/plums");
    private static final Facet PLUMS = Facet.text(new FilePath("plums.md"));
    private static final Facet BREAD = Facet.text(new FilePath("bread.md"));

    private final Shelf shelf =
            new Shelf(1 << 20, InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")));

    @Test
    void keepsUntilOneOfItsFacetsChanges() {
        assertThat(got("one", shelf.changes())).isEqualTo("one");
        assertThat(got("another", shelf.changes())).isEqualTo("one");
        shelf.changed(HOST, change(BREAD));
        assertThat(got("another", shelf.changes())).isEqualTo("one");
        shelf.changed(HOST, change(PLUMS));
        assertThat(got("another", shelf.changes())).isEqualTo("another");
    }

    @Test
    void keepsNothingThatWasMadeOfWhatWasLookedUpBeforeAChange() {
        long seen = shelf.changes();
        shelf.changed(HOST, change(PLUMS));
        assertThat(got("of before", seen)).isEqualTo("of before");
        assertThat(got("of after", shelf.changes())).isEqualTo("of after");
    }

    @Test
    void keepsNothingThatWasMadeDuringAChange() {
        Made made =
                shelf.get(
                        PAGE,
                        shelf.changes(),
                        () -> {
                            shelf.changed(HOST, change(PLUMS));
                            return made("of before");
                        });
        assertThat(made.version()).isEqualTo("of before");
        assertThat(got("of after", shelf.changes())).isEqualTo("of after");
    }

    private String got(String version, long seen) {
        return shelf.get(PAGE, seen, () -> made(version)).version();
    }

    private static Made made(String version) {
        return new Made(
                Status.OK,
                "text/plain",
                Octets.of(version),
                Instant.EPOCH,
                Set.of(PLUMS),
                List.of(),
                version);
    }

    private static Change change(Facet facet) {
        Garden nothing = Garden.empty(Dialect.GARDEN);
        return new Change(nothing, nothing, Set.of(facet));
    }
}
