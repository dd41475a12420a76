package croft.site.store;

import croft.platform.traffic.MediaType;
import croft.site.content.Coding;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Encodes the files of releases in the background, each content once: one file at a time, on one
/// thread that works only while the processor has nothing else to do. Until then visitors are sent
/// the files as they are.
///
/// Nothing is written down of what is still to be done: what has been tried lies in the store, so
/// whoever adds a release again after a restart goes on where it ended.
///
/// The encoders' memory lies outside the heap, and is given back after each file.
public final class Encodings implements AutoCloseable {
    /// Below this, what an encoding says of itself takes most of what it saves.
    static final long SMALLEST = 200;

    /// Larger texts are rare, take long, and are data to be loaded rather than pages.
    static final long LARGEST = 8 << 20;

    private static final Set<String> COMPRESSIBLE =
            Set.of(
                    "application/javascript",
                    "application/json",
                    "application/rtf",
                    "application/vnd.ms-fontobject",
                    "application/wasm",
                    "application/xml",
                    "font/collection",
                    "font/otf",
                    "font/ttf",
                    "image/bmp",
                    "image/vnd.microsoft.icon",
                    "image/x-icon");

    private static final Logger LOG = LoggerFactory.getLogger(Encodings.class);

    private final BlobStore store;
    private final Map<Coding, Encoder> encoders;
    private final BlockingQueue<Manifest> waiting = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("encodings").daemon().unstarted(this::run);
    private volatile boolean ended;

    private Encodings(BlobStore store, Map<Coding, Encoder> encoders) {
        this.store = store;
        this.encoders = encoders;
    }

    /// Starts with nothing to do.
    public static Encodings start(BlobStore store) {
        return start(store, Encoder::load);
    }

    static Encodings start(BlobStore store, Function<Coding, Encoder> library) {
        Map<Coding, Encoder> encoders = new EnumMap<>(Coding.class);
        for (Coding coding : Coding.values()) {
            try {
                encoders.put(coding, library.apply(coding));
            } catch (LinkageError e) {
                LOG.warn("no {}: its library does not load ({})", coding.token(), e.toString());
            }
        }
        Encodings encodings = new Encodings(store, encoders);
        encodings.thread.start();
        return encodings;
    }

    /// Adds the files of a release that are worth it. Returns at once.
    public void add(Manifest manifest) {
        waiting.add(manifest);
    }

    /// Whether a file is worth trying.
    public static boolean isWorthTrying(Manifest.File file) {
        return file.size() >= SMALLEST
                && file.size() <= LARGEST
                && isCompressible(MediaType.of(file.path().name()));
    }

    private static boolean isCompressible(MediaType type) {
        return type.isText() || COMPRESSIBLE.contains(type.type());
    }

    private void run() {
        Niceness.last();
        try {
            while (!ended) {
                for (Manifest.File file : waiting.take().files()) {
                    if (ended) {
                        return;
                    }
                    if (isWorthTrying(file)) {
                        tryAll(file);
                    }
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void tryAll(Manifest.File file) {
        try {
            Set<Coding> tried = store.triedVariants(file.blob());
            for (Map.Entry<Coding, Encoder> encoder : encoders.entrySet()) {
                if (!ended && !tried.contains(encoder.getKey())) {
                    encode(file.blob(), encoder.getKey(), encoder.getValue());
                }
            }
        } catch (IOException e) {
            // it is tried again after a restart, or with the next release
            LOG.warn("{} stays as it is: {}", file.path(), e.getMessage());
        }
    }

    private void encode(BlobId id, Coding coding, Encoder encoder) throws IOException {
        Optional<byte[]> encoded;
        try (BlobFile file = store.open(id).orElse(null)) {
            if (file == null) {
                return; // deleted since
            }
            encoded = encoder.encode(Channels.newInputStream(file.channel()), file.size());
        }
        store.writeVariant(id, coding, encoded.orElse(new byte[0]));
    }

    /// Ends after the file that is being encoded, and waits for that.
    @Override
    public void close() {
        ended = true;
        waiting.add(Manifest.EMPTY);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
