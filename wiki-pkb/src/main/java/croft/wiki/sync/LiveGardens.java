package croft.wiki.sync;

import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.wiki.graph.Change;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Gardens;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All wikis of croft.yml, each kept in step with its folder from when it is declared until it is
/// no more. Any thread.
public final class LiveGardens implements Gardens, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveGardens.class);

    private final Chronicle chronicle;
    private final Path copies;
    private final String version;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<HostName, Tended> tended = Map.of();
    private volatile List<HostName> order = List.of();

    /// No wikis, at first.
    ///
    /// @param copies a folder of this service, for what is to hold without the database
    /// @param version of this program: where it is another than before, caches are told
    /// @param ticker nanoseconds of a clock that only goes forward
    public LiveGardens(
            DataSource database,
            Path copies,
            String version,
            InstantSource clock,
            LongSupplier ticker) {
        this.chronicle = new Chronicle(database, clock);
        this.copies = copies;
        this.version = version;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// From now on keeps these wikis and no others.
    public synchronized void adopt(Map<HostName, Serving.Wiki> declared) {
        Map<HostName, Tended> next = new LinkedHashMap<>();
        declared.forEach((host, terms) -> {
            Tended before = tended.get(host);
            if (before != null) {
                before.gardener.tend(terms);
                next.put(host, before);
            } else {
                next.put(host, begin(host, terms));
            }
        });
        Map<HostName, Tended> last = tended;
        tended = Map.copyOf(next);
        order = List.copyOf(next.keySet());
        last.forEach((host, old) -> {
            if (!next.containsKey(host)) {
                old.gardener.close();
            }
        });
    }

    private Tended begin(HostName host, Serving.Wiki terms) {
        RedirectFile file = new RedirectFile(copies.resolve(host.value()).resolve("redirects"));
        LiveGarden live = new LiveGarden(host, Layout.settings(terms.policy()), file.read());
        Gardener gardener =
                new Gardener(live, terms, this::tell, chronicle, file, version, clock, ticker);
        gardener.start();
        return new Tended(live, gardener);
    }

    /// One wiki; empty if none is declared for that host.
    public Optional<LiveGarden> garden(HostName host) {
        return Optional.ofNullable(tended.get(host)).map(Tended::live);
    }

    /// In the order of croft.yml.
    public List<LiveGarden> all() {
        Map<HostName, Tended> now = tended;
        return order.stream()
                .flatMap(host -> Optional.ofNullable(now.get(host)).stream())
                .map(Tended::live)
                .toList();
    }

    /// How many changes of a wiki caches are still to be told.
    public int untold(HostName host) {
        Tended wiki = tended.get(host);
        return wiki == null ? 0 : wiki.gardener.outbox().waiting();
    }

    /// Why they cannot be told, if that is so.
    public Optional<String> untoldBecause(HostName host) {
        return Optional.ofNullable(tended.get(host))
                .flatMap(wiki -> wiki.gardener.outbox().trouble());
    }

    @Override
    public Set<HostName> hosts() {
        return tended.keySet();
    }

    @Override
    public Optional<Garden> now(HostName host) {
        return garden(host).flatMap(LiveGarden::garden);
    }

    @Override
    public Subscription onChange(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(HostName host, Change change) {
        for (Listener listener : listeners) {
            try {
                listener.changed(host, change);
            } catch (RuntimeException e) {
                LOG.error("{}: whoever hears of changes failed", host, e);
            }
        }
    }

    @Override
    public synchronized void close() {
        Map<HostName, Tended> last = tended;
        tended = Map.of();
        last.values().forEach(wiki -> wiki.gardener.close());
    }

    /// A wiki and who keeps it.
    private record Tended(LiveGarden live, Gardener gardener) {}
}
