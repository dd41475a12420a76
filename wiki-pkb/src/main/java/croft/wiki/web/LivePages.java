package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.platform.traffic.EventStream;
import croft.wiki.graph.Change;
import croft.wiki.page.Facet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The pages that are open in browsers and want to know when they are stale.
///
/// An open page says which version it shows. Whenever one of the facets it is made of changes, it
/// is made anew, once for all who show it; if it came out otherwise, the browser hears so. Whoever
/// connects again after a pause hears at once what it missed.
final class LivePages {
    private final int most;
    private final Executor virtualThreads;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    /// @param most open at once
    LivePages(int most, Executor virtualThreads) {
        this.most = most;
        this.virtualThreads = virtualThreads;
    }

    /// What one open page is told.
    ///
    /// @param shown the version it shows
    /// @param current makes it, or gives it as it was made for another; blocks
    /// @return empty if too many are open
    Optional<EventStream> of(HostName host, String shown, Supplier<Optional<Made>> current) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return Optional.empty();
        }
        Stream stream = new Stream(host, shown, current);
        open.add(stream);
        return Optional.of(stream);
    }

    /// Does not wait.
    void changed(HostName host, Change change) {
        for (Stream stream : open) {
            Set<Facet> facets = stream.facets;
            if (stream.host.equals(host) && (facets == null || change.isStale(facets))) {
                stream.look();
            }
        }
    }

    private final class Stream implements EventStream {
        private final HostName host;
        private final Supplier<Optional<Made>> current;

        /// Of what is shown; nothing while that is being found out, when any change may touch it.
        private volatile @Nullable Set<Facet> facets;

        private volatile @Nullable Consumer<String> listener;
        private String shown;
        private final AtomicBoolean closed = new AtomicBoolean();

        Stream(HostName host, String shown, Supplier<Optional<Made>> current) {
            this.host = host;
            this.shown = shown;
            this.current = current;
        }

        @Override
        public void open(Consumer<String> to) {
            listener = to;
            look();
        }

        private void look() {
            try {
                virtualThreads.execute(this::compare);
            } catch (RejectedExecutionException _) {
                // the server has stopped
            }
        }

        /// One after the other, so that what is told last is what is so.
        private synchronized void compare() {
            Consumer<String> to = listener;
            if (closed.get() || to == null) {
                return;
            }
            facets = null;
            Optional<Made> made = current.get();
            String version = made.map(Made::version).orElse("gone");
            facets = made.map(Made::facets).orElse(null);
            if (!version.equals(shown)) {
                shown = version;
                to.accept("data: " + version + "\n\n");
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                open.remove(this);
                count.decrementAndGet();
            }
        }
    }
}
