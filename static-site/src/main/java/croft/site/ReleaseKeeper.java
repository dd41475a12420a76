package croft.site;

import croft.platform.journal.Database;
import croft.platform.journal.JournalReader;
import croft.platform.journal.ReaderName;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.ServiceEnvironment;
import croft.site.release.Follower;
import croft.site.release.OutOfReach;
import croft.site.release.Sweep;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is served in step with what is deployed, and the blob store free of what nobody
/// needs, from the start of the service to its end.
@Context
final class ReleaseKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseKeeper.class);

    /// How soon a project that croft.yml names anew is looked up, if the database was away then.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// Nothing is in a hurry to go, and a start has other work.
    private static final Duration FIRST_SWEEP = Duration.ofMinutes(10);

    private static final Duration SWEEPS = Duration.ofHours(6);

    private final Follower follower;
    private final Sweep sweep;
    private final InstantSource clock;
    private final JournalReader reader;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private Instant nextSweep;
    private volatile @Nullable String problem;

    ReleaseKeeper(
            Follower follower,
            Sweep sweep,
            LiveDeclaration declaration,
            Database database,
            ServiceEnvironment environment,
            InstantSource clock) {
        this.follower = follower;
        this.sweep = sweep;
        this.clock = clock;
        this.nextSweep = clock.instant().plus(FIRST_SWEEP);
        declaration.onChange(_ -> follower.adopt());
        reader =
                JournalReader.start(
                        database,
                        reader(environment.state().resolve("reader")),
                        JournalReader.Start.AT_HEAD,
                        follower,
                        clock);
        thread = Thread.ofVirtual().name("releases").start(this::run);
    }

    /// Why the last sweep failed, if it did.
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void run() {
        try {
            while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                follower.followUnknown();
                if (!clock.instant().isBefore(nextSweep)) {
                    sweep();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        nextSweep = clock.instant().plus(SWEEPS);
        try {
            Sweep.Result result = sweep.run();
            problem = null;
            LOG.info(
                    "{} files of releases, {} octets; {} that nothing needed are gone, {} octets",
                    result.blobs(),
                    result.octets(),
                    result.removed(),
                    result.freed());
        } catch (OutOfReach | IOException | RuntimeException e) {
            problem = "unneeded files are not removed: " + e.getMessage();
            LOG.warn("{}", problem);
        }
    }

    @PreDestroy
    void close() {
        ended.countDown();
        thread.interrupt();
        reader.close();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A name that no other process has: two under one name would move each other's position.
    private static ReaderName reader(Path file) {
        try {
            return new ReaderName(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException _) {
            byte[] octets = new byte[8];
            new SecureRandom().nextBytes(octets);
            ReaderName name = new ReaderName("site-" + HexFormat.of().formatHex(octets));
            try {
                Files.writeString(file, name.value() + "\n");
            } catch (IOException e) {
                LOG.warn("{} cannot be written: {}", file, e.toString());
            }
            return name;
        }
    }
}
