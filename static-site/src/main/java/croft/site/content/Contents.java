package croft.site.content;

import croft.platform.traffic.EntityTag;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The documents of all sites with their entity tags. A tag is made from the content, so it
/// outlives rebuilds and copies that change only times; it is computed once per state of a file.
///
/// Small documents are kept whole beside their tag. Of a large one only the tag is kept: its first
/// answers go without while it is being read in the background, unless the request names a tag, in
/// which case the answer waits.
///
/// A file that changed within [#RACY] may change again without its times telling, as these advance
/// in steps of milliseconds to seconds; until then nothing is kept of it. Called on virtual
/// threads.
public final class Contents {
    /// At most this large is small: most pages, styles and scripts are, and eight such reads fill
    /// no socket buffer.
    public static final int SMALL = 64 * 1024;

    /// For octets and names kept; an eighth of the heap this service is given.
    private static final long KEPT_OCTETS = 8L << 20;

    /// What one entry takes besides the content it keeps.
    private static final int ENTRY_OCTETS = 512;

    private static final Duration RACY = Duration.ofSeconds(2);

    /// How long an answer waits for a tag that nobody asked for: long enough for some ten
    /// megabytes, too short to be felt.
    private static final Duration TAG_WAIT = Duration.ofMillis(100);

    /// How long an answer waits for a tag that the request depends on.
    private static final Duration NAMED_TAG_WAIT = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Executor virtualThreads;
    private final Semaphore reading = new Semaphore(2);
    private final Map<Path, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Path, CompletableFuture<Optional<EntityTag>>> pending =
            new ConcurrentHashMap<>();
    private long keptOctets;

    /// Nothing is kept at first.
    ///
    /// @param virtualThreads runs the reading of large files
    public Contents(InstantSource clock, Executor virtualThreads) {
        this.clock = clock;
        this.virtualThreads = virtualThreads;
    }

    /// The content of `form`, or empty if the file is no longer what was found.
    ///
    /// @param tagNamed whether the answer depends on the tag
    public Optional<Content> of(Tree tree, Representation form, boolean tagNamed)
            throws IOException {
        Kept known = kept(form);
        if (known != null && known.octets != null) {
            return Optional.of(new Content.Small(known.octets, known.tag));
        }
        if (form.size() <= SMALL) {
            Optional<OpenFile> opened = tree.open(form);
            return opened.isEmpty() ? Optional.empty() : small(opened.get());
        }
        Optional<EntityTag> tag = form.tag();
        if (tag.isEmpty()) {
            tag =
                    known != null
                            ? Optional.of(known.tag)
                            : awaitTag(tree, form, tagNamed ? NAMED_TAG_WAIT : TAG_WAIT);
        }
        Optional<OpenFile> opened = tree.open(form);
        return opened.isEmpty()
                ? Optional.empty()
                : Optional.of(new Content.Large(opened.get(), tag));
    }

    private Optional<Content> small(OpenFile opened) throws IOException {
        try (OpenFile file = opened) {
            Representation form = file.representation();
            byte[] bytes = new byte[(int) form.size()];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                if (file.channel().read(buffer) < 0) {
                    return Optional.empty();
                }
            }
            if (!file.isCurrent()) {
                return Optional.empty();
            }
            EntityTag tag = form.tag().orElseGet(() -> EntityTag.of(bytes));
            Octets octets = new Octets(bytes);
            if (!isRacy(form)) {
                keep(form.location(), new Kept(form.fingerprint(), tag, octets));
            }
            return Optional.of(new Content.Small(octets, tag));
        }
    }

    private Optional<EntityTag> awaitTag(Tree tree, Representation form, Duration patience)
            throws IOException {
        if (isRacy(form)) {
            return Optional.empty(); // a tag made now could be another content's in a moment
        }
        CompletableFuture<Optional<EntityTag>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<EntityTag>> running = pending.putIfAbsent(form.location(), mine);
        if (running == null) {
            virtualThreads.execute(() -> computeTag(tree, form, mine));
            running = mine;
        }
        try {
            return running.get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    // one begun for an earlier state of the file is not this one's
                    .filter(_ -> kept(form) != null);
        } catch (TimeoutException | ExecutionException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while reading " + form.location());
        }
    }

    private void computeTag(
            Tree tree, Representation form, CompletableFuture<Optional<EntityTag>> result) {
        try {
            reading.acquire();
            try {
                result.complete(tree.open(form).flatMap(this::readTag));
            } finally {
                reading.release();
            }
        } catch (IOException e) {
            result.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(e);
        } finally {
            pending.remove(form.location(), result);
            result.complete(Optional.empty());
        }
    }

    private Optional<EntityTag> readTag(OpenFile opened) {
        try (OpenFile file = opened) {
            MessageDigest sha256 = Sha256.digest();
            FileChannel channel = file.channel();
            ByteBuffer buffer = ByteBuffer.allocate(SMALL);
            while (channel.read(buffer) >= 0) {
                sha256.update(buffer.flip());
                buffer.clear();
            }
            if (!file.isCurrent()) {
                return Optional.empty();
            }
            EntityTag tag = EntityTag.ofSha256(sha256.digest());
            Representation form = file.representation();
            keep(form.location(), new Kept(form.fingerprint(), tag, null));
            return Optional.of(tag);
        } catch (IOException _) {
            return Optional.empty(); // the answer goes without a tag, and reports what it meets
        }
    }

    private @Nullable Kept kept(Representation form) {
        synchronized (kept) {
            Kept found = kept.get(form.location());
            return found != null && found.fingerprint.equals(form.fingerprint()) ? found : null;
        }
    }

    private boolean isRacy(Representation form) {
        return !form.isLasting()
                && form.fingerprint().changed().isAfter(clock.instant().minus(RACY));
    }

    private void keep(Path location, Kept entry) {
        synchronized (kept) {
            Kept before = kept.put(location, entry);
            keptOctets += entry.weight() - (before == null ? 0 : before.weight());
            Iterator<Kept> eldest = kept.values().iterator();
            while (keptOctets > KEPT_OCTETS) {
                keptOctets -= eldest.next().weight();
                eldest.remove();
            }
        }
    }

    /// What is known of one state of a file; the content itself only if it is small.
    private record Kept(Fingerprint fingerprint, EntityTag tag, @Nullable Octets octets) {
        long weight() {
            return (long) ENTRY_OCTETS + (octets == null ? 0 : octets.length());
        }
    }
}
