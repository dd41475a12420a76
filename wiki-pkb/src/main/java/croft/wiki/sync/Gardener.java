package croft.wiki.sync;

import croft.platform.declaration.Serving;
import croft.platform.declaration.WikiPolicy;
import croft.wiki.graph.Gardens;
import croft.wiki.page.FilePath;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one wiki in step with its folder: hears or looks what changed, reads what is another than
/// it was, plants the next garden, and says what became stale.
///
/// What the kernel tells is only a hint *where* to look; whether a file is another is told by
/// looking at it, and in doubt by its content. So lost events, exchanged folders and file systems
/// that tell nothing need no code of their own: a look through everything finds what they left out,
/// at the start and then so often that it costs little.
///
/// All of it happens on one virtual thread of its own; `tend` and `close` may be called from any.
final class Gardener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gardener.class);

    /// Looks through everything take at most this share of one core, …
    private static final int RARITY = 200;

    /// … where nothing else tells of changes, this one.
    private static final int RARITY_OF_POLLS = 20;

    private static final Duration SOONEST = Duration.ofSeconds(10);
    private static final Duration SOONEST_POLL = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofMinutes(10);

    /// How soon a folder that is away is looked for again.
    private static final Duration AWAY = Duration.ofSeconds(1);

    /// How soon a file is looked at again that may have been written to without a trace.
    private static final Duration DOUBT = Duration.ofSeconds(2);

    /// What croft.yml says, and the end, are noticed within this time.
    private static final Duration ATTENTION = Duration.ofMillis(250);

    private final LiveGarden live;
    private final String version;
    private final LongSupplier ticker;
    private final Inventory inventory = new Inventory();
    private final LastSeen lastSeen;
    private final Outbox outbox;
    private final Planting planting;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile Serving.Wiki wanted;
    private Serving.@Nullable Wiki tended;
    private @Nullable Layout layout;
    private @Nullable Object topKey;
    private @Nullable FolderEars ears;
    private long nextFull;
    private long nextDoubt;
    private @Nullable String saidTrouble;

    Gardener(
            LiveGarden live,
            Serving.Wiki wanted,
            Gardens.Listener listener,
            Chronicle chronicle,
            RedirectFile redirectFile,
            String version,
            InstantSource clock,
            LongSupplier ticker) {
        this.live = live;
        this.wanted = wanted;
        this.lastSeen = new LastSeen(redirectFile.file().resolveSibling("seen"));
        this.version = version;
        this.ticker = ticker;
        this.outbox = new Outbox(live.host(), chronicle, new Remembered(live, redirectFile, clock));
        this.planting =
                new Planting(
                        live,
                        inventory,
                        listener,
                        outbox,
                        redirectFile,
                        clock,
                        ticker,
                        this::isSameFolder,
                        () -> ended.getCount() == 0);
        this.nextFull = ticker.getAsLong();
        this.nextDoubt = nextFull;
        this.thread = Thread.ofVirtual().name("gardener of " + live.host()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// From now on as croft.yml says.
    void tend(Serving.Wiki terms) {
        wanted = terms;
    }

    Outbox outbox() {
        return outbox;
    }

    private void run() {
        try {
            ears = FolderEars.open();
        } catch (IOException e) {
            LOG.warn(
                    "{}: changes are found by looking only: {} (raise"
                            + " fs.inotify.max_user_instances with sysctl)",
                    live.host(),
                    e.getMessage());
        }
        try {
            while (ended.getCount() > 0) {
                step();
            }
        } catch (ClosedWatchServiceException _) {
            // the end
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            if (!wanted.equals(tended) || ticker.getAsLong() - nextFull >= 0) {
                lookAtEverything();
            } else if (inventory.isUnsettled() && ticker.getAsLong() - nextDoubt >= 0) {
                lookAt(List.of());
            }
            FolderEars.Heard heard = hear();
            if (heard.everything()) {
                lookAtEverything();
            } else if (!heard.isNothing()) {
                lookAt(heard.starts());
            }
        } catch (ClosedWatchServiceException e) {
            throw e; // the end
        } catch (RuntimeException e) {
            LOG.error("{}: a look failed, and is tried again", live.host(), e);
            trouble("a look at the folder failed: " + e);
            layout = null; // what was read may not have been planted
            after(AWAY);
        }
    }

    private FolderEars.Heard hear() throws InterruptedException {
        long wait = Math.min(ATTENTION.toNanos(), Math.max(0, nextFull - ticker.getAsLong()));
        FolderEars listening = ears;
        if (listening != null) {
            return listening.await(Duration.ofNanos(wait));
        }
        var _ = ended.await(wait, TimeUnit.NANOSECONDS);
        return new FolderEars.Heard(Set.of(), false);
    }

    private void lookAtEverything() {
        Serving.Wiki terms = wanted;
        switch (Layout.of(terms, version, layout)) {
            case Layout.Reach.OutOfReach(String problem) -> {
                trouble(problem);
                after(AWAY);
            }
            case Layout.Reach.Reached(Layout found) -> look(terms, found);
        }
    }

    private void look(Serving.Wiki terms, Layout found) {
        long began = ticker.getAsLong();
        Object key = key(found);
        List<FolderScan> scans = new ArrayList<>();
        for (Root root : found.roots()) {
            scans.add(FolderScan.of(root, "", FolderScan.MOST_FILES));
        }
        if (!Objects.equals(key, key(found))) {
            after(Duration.ZERO); // what was read is of two folders
            return;
        }
        FolderScan pages = scans.getFirst();
        if (pages.folders().isEmpty()) {
            trouble(
                    found.pages().top()
                            + " "
                            + pages.problems().getOrDefault("", "cannot be read (check the disk)"));
            after(AWAY);
            return;
        }
        if (pages.files().isEmpty() && !lastSeen.wasEmpty() && !Objects.equals(key, topKey)) {
            trouble(
                    found.pages().top()
                            + " is empty and was not when it was looked at last (mount the disk; or"
                            + " put a page into it)");
            after(AWAY);
            return;
        }
        boolean more = listen(terms, found, scans);
        long cost = ticker.getAsLong() - began;
        boolean anew = layout == null || !found.isAs(layout);
        layout = found;
        tended = terms;
        topKey = key;
        lastSeen.note(pages.files().isEmpty());
        FolderScan scan = together(scans);
        Inventory.Delta delta = inventory.take(Optional.empty(), scan);
        nextDoubt = ticker.getAsLong() + DOUBT.toNanos();
        boolean whole =
                planting.read(
                        found,
                        anew ? scan.files().keySet() : delta.other(),
                        delta.gone(),
                        scan.files(),
                        anew);
        if (!whole) {
            layout = anew ? null : layout;
            after(Duration.ZERO);
            return;
        }
        trouble(null);
        boolean polls = terms.policy().watch() == WikiPolicy.Watch.POLL || isDeaf();
        long rest = cost * (polls ? RARITY_OF_POLLS : RARITY);
        Duration soonest = polls ? SOONEST_POLL : SOONEST;
        // something may have come between the look and the listening
        after(
                more
                        ? Duration.ofMillis(50)
                        : Duration.ofNanos(Math.clamp(rest, soonest.toNanos(), LATEST.toNanos())));
    }

    private static FolderScan together(List<FolderScan> scans) {
        FolderScan first = scans.getFirst();
        for (FolderScan next : scans.subList(1, scans.size())) {
            first.files().putAll(next.files());
            first.links().addAll(next.links());
            first.problems().putAll(next.problems());
            first.unread().addAll(next.unread());
        }
        return first;
    }

    private boolean isDeaf() {
        FolderEars listening = ears;
        return listening == null || listening.deafness().isPresent();
    }

    private void after(Duration rest) {
        nextFull = ticker.getAsLong() + rest.toNanos();
    }

    private boolean listen(Serving.Wiki terms, Layout found, List<FolderScan> scans) {
        FolderEars listening = ears;
        if (listening == null || terms.policy().watch() == WikiPolicy.Watch.POLL) {
            return false;
        }
        Set<FolderEars.Ear> places = new LinkedHashSet<>(found.around());
        for (int i = 0; i < scans.size(); i++) {
            Root root = found.roots().get(i);
            scans.get(i)
                    .folders()
                    .forEach(folder -> places.add(new FolderEars.Ear.OfFolder(root, folder)));
        }
        boolean more = listening.listenAt(places);
        listening.deafness().ifPresent(why -> LOG.warn("{}: {}", live.host(), why));
        return more;
    }

    /// Looks at single names, and at what nobody tells of.
    private void lookAt(Collection<FolderEars.Start> starts) {
        Layout known = layout;
        if (known == null) {
            return;
        }
        Set<FolderEars.Start> all = new LinkedHashSet<>(starts);
        for (FilePath path : inventory.uncertain()) {
            known.rootOf(path)
                    .ifPresent(root ->
                            all.add(
                                    new FolderEars.Start(
                                            root, path.text().substring(root.prefix().length()))));
        }
        all.removeIf(start ->
                !known.roots().contains(start.root())
                        || FolderScan.isIgnored(new FilePath(start.path())));
        Map<FolderEars.Start, FolderScan> scans = new LinkedHashMap<>();
        for (FolderEars.Start start : all) {
            scans.put(start, FolderScan.of(start.root(), start.path(), FolderScan.MOST_FILES));
        }
        if (!isSameFolder(known)) {
            lookAtEverything(); // single names say nothing of another folder
            return;
        }
        List<FilePath> other = new ArrayList<>();
        List<FilePath> gone = new ArrayList<>();
        Map<FilePath, Stat> stats = new HashMap<>();
        boolean more = false;
        for (Map.Entry<FolderEars.Start, FolderScan> each : scans.entrySet()) {
            FolderEars.Start start = each.getKey();
            FolderScan scan = each.getValue();
            Inventory.Delta delta =
                    inventory.take(Optional.of(start.root().path(start.path())), scan);
            other.addAll(delta.other());
            gone.addAll(delta.gone());
            stats.putAll(scan.files());
            more |= listenBelow(start, scan);
        }
        nextDoubt = ticker.getAsLong() + DOUBT.toNanos();
        boolean whole = planting.read(known, other, gone, stats, false);
        if (!whole) {
            after(Duration.ZERO);
        } else if (more) {
            after(Duration.ofMillis(50));
        }
    }

    private boolean listenBelow(FolderEars.Start start, FolderScan scan) {
        FolderEars listening = ears;
        if (listening == null) {
            return false;
        }
        listening.forget(ear ->
                ear instanceof FolderEars.Ear.OfFolder(Root root, String folder)
                        && root.equals(start.root())
                        && (folder.equals(start.path()) || folder.startsWith(start.path() + "/"))
                        && !scan.folders().contains(folder));
        return listening.listenAlsoAt(
                scan.folders().stream()
                        .map(folder ->
                                (FolderEars.Ear) new FolderEars.Ear.OfFolder(start.root(), folder))
                        .toList());
    }

    private void trouble(@Nullable String problem) {
        if (!Objects.equals(problem, saidTrouble)) {
            if (problem != null) {
                LOG.warn("{}: {}", live.host(), problem);
            } else {
                LOG.info("{}: its folder can be read again", live.host());
            }
            saidTrouble = problem;
        }
        live.become(state -> state.with(Optional.ofNullable(problem)));
    }

    /// Whether no other folder bears its name now, such as the empty one below a disk that was
    /// unmounted: what is missing there was not deleted.
    private boolean isSameFolder(Layout known) {
        return Objects.equals(topKey, key(known));
    }

    /// Which folder the pages are in, whatever its name.
    private static @Nullable Object key(Layout found) {
        try {
            return Files.readAttributes(found.pages().top(), BasicFileAttributes.class).fileKey();
        } catch (IOException _) {
            return null;
        }
    }

    @Override
    public void close() {
        ended.countDown();
        FolderEars listening = ears;
        if (listening != null) {
            try {
                listening.close();
            } catch (IOException e) {
                LOG.warn("{}: the watch service does not close: {}", live.host(), e.toString());
            }
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
    }
}
