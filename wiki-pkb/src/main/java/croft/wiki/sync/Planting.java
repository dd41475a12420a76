package croft.wiki.sync;

import croft.wiki.graph.Attachment;
import croft.wiki.graph.Change;
import croft.wiki.graph.Edit;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Gardens;
import croft.wiki.graph.Note;
import croft.wiki.page.Address;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the next garden of one wiki: reads what may be another than it was, puts it in place of
/// what was, and tells whoever shows pages, then the outbox for whoever keeps copies of them.
///
/// For one thread.
final class Planting {
    private static final Logger LOG = LoggerFactory.getLogger(Planting.class);

    /// Where much is to be read, what was read so far is shown meanwhile, …
    private static final Duration SHOWN = Duration.ofSeconds(2);

    /// … and more rarely where planting takes long itself.
    private static final int RARITY = 10;

    private final LiveGarden live;
    private final Inventory inventory;
    private final Gardens.Listener listener;
    private final Outbox outbox;
    private final RedirectFile redirectFile;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final Predicate<Layout> isSameFolder;
    private final BooleanSupplier ended;
    private final PageReader reader = new PageReader();
    private final Renames renames = new Renames();

    /// @param isSameFolder whether the pages are still in the folder that was looked through
    /// @param ended whether nothing more is to be begun
    Planting(
            LiveGarden live,
            Inventory inventory,
            Gardens.Listener listener,
            Outbox outbox,
            RedirectFile redirectFile,
            InstantSource clock,
            LongSupplier ticker,
            Predicate<Layout> isSameFolder,
            BooleanSupplier ended) {
        this.live = live;
        this.inventory = inventory;
        this.listener = listener;
        this.outbox = outbox;
        this.redirectFile = redirectFile;
        this.clock = clock;
        this.ticker = ticker;
        this.isSameFolder = isSameFolder;
        this.ended = ended;
    }

    /// Reads what may be another than it was, and plants it. What went is taken out last, so that a
    /// page that moved is never nowhere.
    ///
    /// @param anew whether `other` is all that there is, and everything is to be made of it
    /// @return whether it was the same folder until the end; otherwise pages that could not be read
    ///   stay as they were, and `anew` changes nothing
    boolean read(
            Layout now,
            Collection<FilePath> other,
            Collection<FilePath> gone,
            Map<FilePath, Stat> stats,
            boolean anew) {
        Bed bed = new Bed();
        Set<FilePath> vanishing = new LinkedHashSet<>(gone);
        Set<FilePath> missing = new LinkedHashSet<>();
        long begun = ticker.getAsLong();
        long shown = SHOWN.toNanos();
        for (FilePath path : other) {
            Stat stat = stats.get(path);
            Root root = now.rootOf(path).orElse(null);
            if (stat == null || root == null || ended.getAsBoolean()) {
                continue;
            }
            if (now.isPage(path)) {
                if (!readPage(now, root, path, bed, anew)) {
                    missing.add(path);
                }
            } else {
                boolean known = inventory.known(path).filter(k -> k.isStill(stat)).isPresent();
                inventory.put(path, stat, Optional.empty(), clock.instant());
                if (!known || anew) {
                    bed.files.add(
                            new Attachment(
                                    path,
                                    stat.octets(),
                                    stat.modified(),
                                    now.settings().visibility(path)));
                    bed.note(path, inventory);
                }
            }
            if (!anew && ticker.getAsLong() - begun > shown) {
                long planted = ticker.getAsLong();
                plant(now, bed.taken(), false);
                begun = ticker.getAsLong();
                shown = Math.max(shown, (begun - planted) * RARITY);
            }
        }
        if (ended.getAsBoolean()) {
            return true; // the whole is not known
        }
        boolean whole = missing.isEmpty() || isSameFolder.test(now);
        if (whole) {
            vanishing.addAll(missing);
        } else if (anew) {
            return false;
        }
        for (FilePath path : vanishing) {
            inventory
                    .known(path)
                    .ifPresent(known -> {
                        known.hash().ifPresent(hash -> bed.vanished.put(path, hash));
                        bed.removed.add(path);
                        bed.rows.put(path, Optional.empty());
                        inventory.remove(path);
                    });
        }
        plant(now, bed, anew);
        return whole;
    }

    /// @return whether there is such a page
    private boolean readPage(Layout now, Root root, FilePath path, Bed bed, boolean anew) {
        PageReader.Reading reading = reader.read(root, root.place(path));
        return switch (reading.text()) {
            case PageText.Gone() -> false;
            case PageText.Unreadable(String problem) -> {
                inventory.problem(path, problem);
                yield true;
            }
            case PageText.Text _, PageText.TooLarge _ -> {
                Stat stat = reading.stat().orElseThrow();
                Optional<Known> before = inventory.known(path);
                inventory.put(path, stat, reading.hash(), clock.instant());
                boolean same =
                        before.filter(known ->
                                        known.hash().equals(reading.hash())
                                                && known.stat().modified().equals(stat.modified()))
                                .isPresent();
                if (!same || anew) {
                    bed.notes.add(now.settings().note(path, reading.text(), stat.modified()));
                    bed.note(path, inventory);
                }
                if (before.isEmpty() && stat.octets() > 0) {
                    reading.hash().ifPresent(hash -> bed.appeared.put(path, hash));
                }
                yield true;
            }
        };
    }

    private void plant(Layout now, Bed bed, boolean anew) {
        Instant at = clock.instant();
        List<Renames.Rename> renamed =
                renames.notice(bed.vanished, bed.appeared, inventory::has, at);
        if (bed.isEmpty() && !anew) {
            show(now, live.state().garden(), at);
            return;
        }
        Garden before = live.garden().orElseGet(() -> Garden.empty(now.settings().dialect()));
        Set<Facet> stale = new LinkedHashSet<>();
        Garden after;
        if (anew) {
            after = Garden.of(now.settings().dialect(), bed.notes, bed.files);
            stale.add(Facet.WIKI);
        } else {
            Change change = before.with(new Edit(bed.notes, bed.files, bed.removed));
            after = change.after();
            stale.addAll(change.facets());
        }
        boolean redirected = redirect(now, before, renamed, at);
        stale.addAll(redirected(renamed, stale));
        show(now, after, at);
        listener.changed(live.host(), new Change(before, after, stale));
        outbox.put(now.generation(), bed.rows, redirected, stale);
    }

    /// Old addresses that lead elsewhere now, or nowhere: whoever keeps a redirect knows it by the
    /// page that was there.
    private Set<Facet> redirected(List<Renames.Rename> renamed, Set<Facet> stale) {
        Set<Facet> more = new LinkedHashSet<>();
        renamed.forEach(rename -> more.add(Facet.head(rename.from())));
        for (Redirects.Redirect redirect : live.state().redirects().all()) {
            Facet target = Facet.head(redirect.path());
            if (stale.contains(target) || more.contains(target)) {
                more.add(Facet.head(redirect.former()));
            }
            if (renamed.stream().anyMatch(rename -> rename.to().equals(redirect.path()))) {
                more.add(Facet.head(redirect.former()));
            }
        }
        if (!more.isEmpty()) {
            more.add(Facet.ANY);
        }
        return more;
    }

    private boolean redirect(Layout now, Garden before, List<Renames.Rename> renamed, Instant at) {
        if (renamed.isEmpty()) {
            return false;
        }
        LiveGarden.State next =
                live.become(state -> {
                    Redirects redirects = state.redirects();
                    for (Renames.Rename rename : renamed) {
                        Address address =
                                before.page(rename.from())
                                        .map(Page::address)
                                        .orElseGet(() -> now.settings().address(rename.from()));
                        redirects = redirects.with(rename, address, at);
                    }
                    return state.with(redirects);
                });
        redirectFile.write(next.redirects());
        renamed.forEach(
                rename -> LOG.info("{}: {} is {} now", live.host(), rename.from(), rename.to()));
        return true;
    }

    private void show(Layout now, @Nullable Garden garden, Instant at) {
        List<Conflict> conflicts = inventory.conflicts();
        Map<String, String> problems = inventory.problems();
        if (!now.problems().isEmpty()) {
            problems.put(PkbFolder.SETTINGS, String.join("; ", now.problems()));
        }
        int files = inventory.size();
        live.become(state ->
                new LiveGarden.State(
                        garden,
                        now,
                        state.redirects(),
                        conflicts,
                        problems,
                        state.trouble(),
                        at,
                        files));
    }

    /// What one planting changes.
    private static final class Bed {
        private List<Note> notes = new ArrayList<>();
        private List<Attachment> files = new ArrayList<>();
        private final Set<FilePath> removed = new LinkedHashSet<>();
        private Map<FilePath, Optional<Chronicle.Row>> rows = new HashMap<>();
        private Map<FilePath, ContentHash> appeared = new HashMap<>();
        private final Map<FilePath, ContentHash> vanished = new HashMap<>();

        boolean isEmpty() {
            return notes.isEmpty() && files.isEmpty() && removed.isEmpty();
        }

        void note(FilePath path, Inventory inventory) {
            rows.put(path, inventory.known(path).map(Chronicle.Row::of));
        }

        /// What is in it until now; it is empty then.
        Bed taken() {
            Bed bed = new Bed();
            bed.notes = notes;
            bed.files = files;
            bed.rows = rows;
            bed.appeared = appeared;
            notes = new ArrayList<>();
            files = new ArrayList<>();
            rows = new HashMap<>();
            appeared = new HashMap<>();
            return bed;
        }
    }
}
