package croft.wiki.sync;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the kernel tells of the folders of one wiki: names that are worth a look. It tells of
/// single folders, forgets when much happens, and says nothing of file systems elsewhere; whoever
/// listens looks through everything now and then all the same.
///
/// For one thread; `close` may be called from any.
final class FolderEars implements AutoCloseable {
    /// What is saved is often saved in several steps: they are to be one change.
    private static final Duration QUIET = Duration.ofMillis(100);

    /// Under constant writing a look is due all the same.
    private static final int PATIENCE = 4;

    /// Beyond this, one look through everything is cheaper.
    private static final int MOST_NAMES = 2000;

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_DELETE,
        StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final WatchService service;
    private final Map<WatchKey, Set<Ear>> ears = new HashMap<>();
    private final Map<Ear, WatchKey> registered = new HashMap<>();
    private @Nullable String deafness;

    private FolderEars(WatchService service) {
        this.service = service;
    }

    /// @throws IOException if the system has no room for one more listener
    static FolderEars open() throws IOException {
        return new FolderEars(FileSystems.getDefault().newWatchService());
    }

    /// Why some folder cannot be listened to, if that is so.
    Optional<String> deafness() {
        return Optional.ofNullable(deafness);
    }

    /// From now on listens at these places and no others.
    ///
    /// @return whether any of them was not listened at before
    boolean listenAt(Collection<Ear> places) {
        Set<Ear> wanted = new LinkedHashSet<>(places);
        forget(ear -> !wanted.contains(ear));
        deafness = null;
        return listenAlsoAt(wanted);
    }

    /// Listens at these places too, anew where another folder bears a known name now.
    boolean listenAlsoAt(Collection<Ear> places) {
        boolean more = false;
        for (Ear ear : places) {
            try {
                WatchKey key = ear.place().register(service, KINDS);
                WatchKey before = registered.put(ear, key);
                if (!key.equals(before)) {
                    release(before, ear);
                    ears.computeIfAbsent(key, _ -> new HashSet<>()).add(ear);
                    more = true;
                }
            } catch (IOException e) {
                if (ear.place().toFile().isDirectory()) {
                    deafness =
                            ear.place()
                                    + " cannot be listened at, changes are found by looking only: "
                                    + e.getMessage()
                                    + " (raise fs.inotify.max_user_watches with sysctl)";
                }
            }
        }
        return more;
    }

    /// Ends the listening wherever the condition holds.
    void forget(Predicate<Ear> gone) {
        List<Ear> all = registered.keySet().stream().filter(gone).toList();
        all.forEach(ear -> release(registered.remove(ear), ear));
    }

    /// Waits until something is heard, and until it is quiet again; or until the time is over.
    ///
    /// @throws ClosedWatchServiceException once these ears are closed
    Heard await(Duration atMost) throws InterruptedException {
        Heard heard = new Heard(new LinkedHashSet<>(), false);
        WatchKey key = service.poll(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
        for (int more = 0; key != null; more++) {
            while (key != null) {
                heard = heard.and(news(key));
                key = service.poll();
            }
            if (more < PATIENCE && !heard.isNothing()) {
                key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        return heard;
    }

    private Heard news(WatchKey key) {
        Set<Start> starts = new LinkedHashSet<>();
        boolean everything = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            for (Ear ear : ears.getOrDefault(key, Set.of())) {
                if (event.context() instanceof Path name) {
                    switch (ear) {
                        case Ear.OfFolder(Root root, String folder) ->
                                starts.add(
                                        new Start(
                                                root,
                                                folder.isEmpty()
                                                        ? name.toString()
                                                        : folder + "/" + name));
                        case Ear.OfName(Path _, Path only) -> everything |= only.equals(name);
                    }
                } else {
                    everything = true; // more than the kernel could tell
                }
            }
        }
        key.reset();
        return new Heard(starts, everything || starts.size() > MOST_NAMES);
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

    @Override
    public void close() throws IOException {
        service.close();
    }

    /// Where to listen.
    sealed interface Ear {
        Path place();

        /// At a folder of the wiki, for all that happens in it.
        ///
        /// @param folder from the top; empty for the top itself
        record OfFolder(Root root, String folder) implements Ear {
            @Override
            public Path place() {
                return root.place(folder);
            }
        }

        /// At a folder around the wiki, for one name in it that decides about everything.
        record OfName(Path place, Path only) implements Ear {}
    }

    /// A name that is worth a look: something came, went or changed there.
    ///
    /// @param path from the top
    record Start(Root root, String path) {}

    /// What there is to look at.
    ///
    /// @param everything whether names do not suffice
    record Heard(Set<Start> starts, boolean everything) {
        boolean isNothing() {
            return starts.isEmpty() && !everything;
        }

        Heard and(Heard more) {
            Set<Start> all = new LinkedHashSet<>(starts);
            all.addAll(more.starts);
            return new Heard(all, everything || more.everything || all.size() > MOST_NAMES);
        }
    }
}
