package croft.platform.service;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.DeclarationReader;
import croft.platform.declaration.Mistake;
import croft.platform.declaration.Reading;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The declaration of this service's croft.yml, kept current by a virtual thread that waits at a
/// [FileWatch].
///
/// The last accepted text is kept in the state folder: a service that is started while the file is
/// broken goes on from there.
@Context
final class WatchedDeclaration implements LiveDeclaration {
    /// How often the file is looked at when no event came: bind mounts and network drives give
    /// none.
    private static final Duration RESCAN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(LiveDeclaration.class);

    private final Path file;
    private final String name;
    private final InstantSource clock;
    private final LastAccepted lastAccepted;
    private final FileWatch watch;
    private final Thread watcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Consumer<Declaration>> listeners = new CopyOnWriteArrayList<>();
    private Contents seen;
    private volatile Loaded loaded;

    @Inject
    WatchedDeclaration(ServiceEnvironment environment, InstantSource clock) {
        this(environment.declaration(), environment.state(), clock, RESCAN);
    }

    /// Reads the file and begins to watch it.
    ///
    /// @throws CannotStart if neither the file nor the last accepted copy can be used
    WatchedDeclaration(Path file, Path state, InstantSource clock, Duration rescan) {
        this.file = file;
        this.name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        this.clock = clock;
        this.lastAccepted = new LastAccepted(state.resolve("croft.yml.accepted"));
        // Before the first look, so that no change falls between the two.
        this.watch = FileWatch.of(file, rescan);
        this.seen = Contents.of(file, DeclarationReader.LARGEST);
        this.loaded = first(seen);
        this.watcher = Thread.ofVirtual().name("declaration").start(this::watch);
    }

    @Override
    public Declaration current() {
        return loaded.declaration();
    }

    @Override
    public State state() {
        return loaded.state();
    }

    @Override
    public void onChange(Consumer<Declaration> listener) {
        lock.lock();
        try {
            listener.accept(current());
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    @PreDestroy
    void close() {
        watch.close();
        watcher.interrupt();
    }

    private Loaded first(Contents contents) {
        switch (read(contents)) {
            case Reading.Accepted accepted -> {
                keep(contents);
                return loaded(accepted, List.of());
            }
            case Reading.Rejected(List<Mistake> mistakes) -> {
                Contents copy = lastAccepted.contents();
                if (copy instanceof Contents.Bytes
                        && read(copy) instanceof Reading.Accepted accepted) {
                    mistakes.forEach(mistake -> LOG.warn("{}", mistake));
                    LOG.warn(
                            "{} has mistakes: started with the copy that was last accepted ({})",
                            name,
                            lastAccepted);
                    return loaded(accepted, mistakes);
                }
                watch.close();
                throw CannotStart.misconfigured(mistakes.stream().map(Mistake::toString).toList());
            }
        }
    }

    private void watch() {
        while (watch.await()) {
            try {
                look();
            } catch (RuntimeException e) {
                LOG.error("{} could not be read anew", name, e);
            }
        }
    }

    /// Reads the file if it is another than the one seen last.
    private void look() {
        Contents contents = Contents.of(file, DeclarationReader.LARGEST);
        if (contents.equals(seen)) {
            return;
        }
        seen = contents;
        switch (read(contents)) {
            case Reading.Accepted accepted -> accept(accepted, contents);
            case Reading.Rejected(List<Mistake> mistakes) -> {
                State state = loaded.state();
                loaded =
                        new Loaded(
                                loaded.declaration(),
                                new State(name, state.digest(), state.loaded(), mistakes));
                mistakes.forEach(mistake -> LOG.warn("{}", mistake));
                LOG.warn("{} has mistakes: what ran goes on running", name);
            }
        }
    }

    private void accept(Reading.Accepted accepted, Contents contents) {
        State state = loaded.state();
        if (accepted.digest().equals(state.digest())) {
            loaded =
                    new Loaded(
                            loaded.declaration(),
                            new State(name, state.digest(), state.loaded(), List.of()));
            LOG.info("{} is again what runs", name);
            return;
        }
        keep(contents);
        lock.lock();
        try {
            loaded = loaded(accepted, List.of());
            LOG.info("{} changed: {} sites", name, accepted.declaration().sites().size());
            for (Consumer<Declaration> listener : listeners) {
                tell(listener, accepted.declaration());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Consumer<Declaration> listener, Declaration declaration) {
        try {
            listener.accept(declaration);
        } catch (RuntimeException e) {
            LOG.error("a change of the declaration was not taken over", e);
        }
    }

    private void keep(Contents contents) {
        if (contents instanceof Contents.Bytes held) {
            try {
                lastAccepted.keep(held.bytes());
            } catch (IOException e) {
                LOG.warn(
                        "the declaration cannot be kept in {} ({}); a start with a broken {} would"
                                + " fail",
                        lastAccepted,
                        e.toString(),
                        name);
            }
        }
    }

    private Reading read(Contents contents) {
        return switch (contents) {
            case Contents.Bytes held -> DeclarationReader.read(name, folder(), held.bytes());
            case Contents.Unreadable(String reason) ->
                    new Reading.Rejected(List.of(new Mistake(name, 1, 1, "", reason)));
        };
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private Loaded loaded(Reading.Accepted accepted, List<Mistake> mistakes) {
        return new Loaded(
                accepted.declaration(),
                new State(name, accepted.digest(), clock.instant(), mistakes));
    }

    /// One consistent view of both.
    private record Loaded(Declaration declaration, State state) {}
}
