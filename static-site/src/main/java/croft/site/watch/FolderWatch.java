package croft.site.watch;

import croft.platform.declaration.HostName;
import croft.site.content.PlainFolder;
import croft.site.content.SitePath;
import croft.site.content.SurrogateKey;
import croft.site.content.Visibility;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the folders of all sites and reports what changed in them.
///
/// The kernel's events are only a hint *when* to look; *what* changed is told by comparing a scan
/// with the one before. So lost events, exchanged folders, links and file systems without events
/// need no code of their own: they are found by the look that comes anyway every [#RESCAN]. A scan
/// that takes long is repeated more rarely, so that looking takes at most a twentieth of one core.
///
/// All of it happens on one virtual thread of its own; `watch` and `close` may be called from any.
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    /// Finds what the kernel did not tell.
    private static final Duration RESCAN = Duration.ofSeconds(10);

    /// When to say again what could not be recorded.
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// A generator writes many files at once; they are to be one report.
    private static final Duration QUIET = Duration.ofMillis(200);

    /// Under constant writing a look is due all the same.
    private static final int PATIENCE = 5;

    /// A scan may be repeated after this many times its own duration.
    private static final int RARITY = 20;

    /// More changes than this are told as one: all of the site.
    private static final int MOST_KEYS = 500;

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_DELETE,
        StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final Changes changes;
    private final LongSupplier ticker;
    private final WatchService events;
    private final Map<HostName, PlainFolder> wanted = new ConcurrentHashMap<>();
    private final Map<HostName, Watched> watched = new HashMap<>();
    private final Map<WatchKey, Set<Ear>> ears = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private boolean saidUnheard;

    /// Begins to watch nothing.
    ///
    /// @param ticker nanoseconds of a clock that only goes forward
    /// @throws IOException if the system gives no watch service
    public FolderWatch(Changes changes, LongSupplier ticker) throws IOException {
        this.changes = changes;
        this.ticker = ticker;
        this.events = FileSystems.getDefault().newWatchService();
        this.thread = Thread.ofVirtual().name("folder-watch").unstarted(this::run);
        thread.start();
    }

    /// From now on watches `folders` and no others. A site that is new here, or has another folder
    /// than before, is reported as changed whole: nobody knows what was stored of it.
    public void watch(Map<HostName, PlainFolder> folders) {
        wanted.keySet().retainAll(folders.keySet());
        wanted.putAll(folders);
    }

    @Override
    public void close() {
        closed = true;
        try {
            events.close();
            thread.interrupt(); // it may be waiting for the journal
            thread.join();
        } catch (IOException e) {
            LOG.warn("the watch service does not close: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                adopt();
                for (Watched folder : watched.values()) {
                    if (folder.isDue()) {
                        folder.look();
                    }
                }
                hear(events.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (ClosedWatchServiceException _) {
            // the end
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void adopt() {
        for (Iterator<Watched> all = watched.values().iterator(); all.hasNext(); ) {
            Watched folder = all.next();
            if (!folder.folder.equals(wanted.get(folder.site))) {
                folder.forget(Set.of());
                all.remove();
            }
        }
        wanted.forEach(
                (site, folder) -> watched.computeIfAbsent(site, _ -> new Watched(site, folder)));
    }

    /// Notes whose folders the system has news of. `OVERFLOW` needs no treatment: it, too, only
    /// says that a look is due.
    private void hear(@Nullable WatchKey first) {
        for (WatchKey key = first; key != null; key = events.poll()) {
            List<WatchEvent<?>> news = key.pollEvents();
            for (Ear ear : ears.getOrDefault(key, Set.of())) {
                Watched folder = watched.get(ear.site);
                if (folder != null && news.stream().anyMatch(ear::isFor)) {
                    folder.heard();
                }
            }
            key.reset();
        }
    }

    /// Who listens at a folder.
    ///
    /// @param only the one name in it that matters; empty for all
    private record Ear(HostName site, Path place, Optional<Path> only) {
        boolean isFor(WatchEvent<?> event) {
            return only.isEmpty() || event.context() == null || only.get().equals(event.context());
        }
    }

    /// One site's folder and what is known of it.
    private final class Watched {
        private final HostName site;
        private final PlainFolder folder;
        private final Map<Ear, WatchKey> registered = new HashMap<>();
        private @Nullable Snapshot last;
        private long nextLook = ticker.getAsLong();
        private long earliest = nextLook;
        private int postponed;
        private boolean recorded = true;

        Watched(HostName site, PlainFolder folder) {
            this.site = site;
            this.folder = folder;
        }

        boolean isDue() {
            return ticker.getAsLong() - nextLook >= 0;
        }

        void heard() {
            if (postponed < PATIENCE) {
                postponed++;
                long quiet = ticker.getAsLong() + QUIET.toNanos();
                nextLook = quiet - earliest > 0 ? quiet : earliest;
            }
        }

        void look() {
            long began = ticker.getAsLong();
            FolderScan scan = FolderScan.of(folder);
            boolean moreHeard = register(scan.folders());
            // the scan alone is to be rare where it is dear: not the journal, which may keep us
            // waiting
            long cost = ticker.getAsLong() - began;
            recorded = report(scan.snapshot());
            if (recorded) {
                last = scan.snapshot();
            }
            postponed = 0;
            long now = ticker.getAsLong();
            earliest = now + cost * RARITY;
            nextLook = Math.max(now + (recorded ? RESCAN : RETRY).toNanos(), earliest);
            if (moreHeard) {
                heard(); // something may have come between the scan and the first event
            }
        }

        /// Whether it was reported, or nothing was to be.
        private boolean report(Snapshot snapshot) {
            Snapshot before = last;
            Snapshot.Difference difference =
                    before == null ? new Snapshot.Difference.Everything() : snapshot.since(before);
            say(before, snapshot);
            List<SurrogateKey> stale =
                    switch (difference) {
                        case Snapshot.Difference.None() -> List.of();
                        case Snapshot.Difference.Everything() -> List.of(SurrogateKey.site(site));
                        // a rule may have had a part in any answer
                        case Snapshot.Difference.Files(List<SitePath> paths)
                                when paths.size() > MOST_KEYS
                                        || paths.stream()
                                                .map(SitePath::segments)
                                                .anyMatch(Visibility::isRuleFile) ->
                                List.of(SurrogateKey.site(site));
                        case Snapshot.Difference.Files(List<SitePath> paths) ->
                                paths.stream().map(path -> SurrogateKey.file(site, path)).toList();
                    };
            if (stale.isEmpty()) {
                return true;
            }
            try {
                changes.changed(site, stale);
                return true;
            } catch (Changes.NotRecorded e) {
                if (recorded && !closed) {
                    LOG.warn(
                            "{}: a change could not be recorded, trying again: {}",
                            site,
                            e.getMessage());
                }
                return false;
            }
        }

        private void say(@Nullable Snapshot before, Snapshot now) {
            if (now.problem().isPresent()
                    && (before == null || !now.problem().equals(before.problem()))) {
                LOG.warn("{}: {}", site, now.problem().get());
            } else if (before != null && before.problem().isPresent() && now.problem().isEmpty()) {
                LOG.info("{}: {} can be read again", site, folder.path());
            }
            if (!now.complete() && (before == null || before.complete())) {
                LOG.warn(
                        "{}: {} holds more than {} files; any change in it makes all of the site"
                                + " stale",
                        site,
                        folder.path(),
                        FolderScan.MOST_FILES);
            }
        }

        /// Listens at all `folders` anew, as another folder may bear a known name, and at the
        /// parent for the exchange of the site's folder itself; whether any of them was not
        /// listened at before.
        private boolean register(List<Path> folders) {
            Set<Ear> wantedEars = new LinkedHashSet<>();
            Path parent = folder.path().getParent();
            if (parent != null) {
                wantedEars.add(new Ear(site, parent, Optional.of(folder.path().getFileName())));
            }
            folders.forEach(path -> wantedEars.add(new Ear(site, path, Optional.empty())));
            forget(wantedEars);
            boolean more = false;
            for (Ear ear : wantedEars) {
                try {
                    WatchKey key = ear.place.register(events, KINDS);
                    WatchKey before = registered.put(ear, key);
                    if (!key.equals(before)) {
                        release(before, ear);
                        ears.computeIfAbsent(key, _ -> new HashSet<>()).add(ear);
                        more = true;
                    }
                } catch (IOException e) {
                    sayUnheard(ear, e);
                }
            }
            return more;
        }

        private void sayUnheard(Ear ear, IOException problem) {
            if (!saidUnheard && Files.isDirectory(ear.place)) {
                saidUnheard = true;
                LOG.warn(
                        "{}: changes in {} are noticed within {} s only: {}",
                        site,
                        ear.place,
                        RESCAN.toSeconds(),
                        problem.getMessage());
            }
        }

        /// Ends the listening at all places but `kept`.
        private void forget(Set<Ear> kept) {
            List<Ear> gone = new ArrayList<>(registered.keySet());
            gone.removeIf(kept::contains);
            gone.forEach(ear -> release(registered.remove(ear), ear));
        }

        private void release(@Nullable WatchKey key, Ear ear) {
            Set<Ear> listening = key == null ? null : ears.get(key);
            if (key != null && listening != null) {
                listening.remove(ear);
                if (listening.isEmpty()) {
                    ears.remove(key);
                    key.cancel();
                }
            }
        }
    }
}
