package croft.edge.store;

import croft.edge.cache.StoredResponse;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compresses stored responses, each once, on a thread of its own: what is dense takes long, and
/// one core at most is to be busy with it. Offering an entry never waits.
///
/// The codecs are loaded with the first entry: a start need not wait for native libraries. A coding
/// whose library does not load is not offered; the others are.
public final class Compression implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Compression.class);

    /// Entries that may wait. One that finds no place is offered again when it is served next.
    private static final int QUEUE = 256;

    /// A thread without work ends after so many seconds.
    private static final int IDLE_SECONDS = 30;

    /// A form has to save one part in so many.
    private static final int SAVING = 10;

    private final Store store;
    private final Memory memory;
    private final Function<Coding, Codec> loader;
    private final ThreadPoolExecutor worker;
    private @Nullable Map<Coding, Codec> codecs;
    private final LongAdder made = new LongAdder();
    private final LongAdder saved = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private Compression(Store store, Memory memory, Function<Coding, Codec> loader) {
        this.store = store;
        this.memory = memory;
        this.loader = loader;
        worker =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(QUEUE),
                        Thread.ofPlatform().name("compression").daemon().factory(),
                        (task, _) -> ((Task) task).drop());
        worker.allowCoreThreadTimeOut(true);
    }

    /// Compression for a store, with every coding that this machine can make.
    ///
    /// @param memory the store's
    public static Compression start(Store store, Memory memory) {
        return start(store, memory, Codec::load);
    }

    static Compression start(Store store, Memory memory, Function<Coding, Codec> loader) {
        return new Compression(store, memory, loader);
    }

    /// Whether a response of this length is worth compressing, and may be: text, whole, status 200,
    /// not coded yet, and without `no-transform`.
    public static boolean isCompressible(StoredResponse response, long length) {
        return Compressible.is(response, length);
    }

    /// The codings that are made. Loads them.
    public Set<Coding> offered() {
        return Set.copyOf(codecs().keySet());
    }

    /// Has a stored entry compressed, unless that is done or under way. Cheap enough to be called
    /// whenever the entry is served.
    public void offer(Entry entry) {
        if (entry.claimCompression()) {
            if (entry.body().acquire()) {
                worker.execute(new Task(entry));
            } else {
                entry.compressed(false);
            }
        }
    }

    /// What has been done since the start.
    public Work work() {
        return new Work(made.sum(), saved.sum(), dropped.sum());
    }

    /// Lets go of what waits; what is being compressed is thrown away when it is ready.
    @Override
    public void close() {
        worker.shutdown();
        List<Runnable> waiting = new ArrayList<>();
        worker.getQueue().drainTo(waiting);
        waiting.forEach(task -> ((Task) task).drop());
    }

    private synchronized Map<Coding, Codec> codecs() {
        Map<Coding, Codec> loaded = codecs;
        if (loaded == null) {
            loaded = new EnumMap<>(Coding.class);
            for (Coding coding : Coding.values()) {
                try {
                    loaded.put(coding, loader.apply(coding));
                } catch (LinkageError | RuntimeException e) {
                    LOG.warn(
                            "compression: {} is not offered, its library does not load: {}",
                            coding.token(),
                            e.getMessage());
                }
            }
            codecs = loaded;
        }
        return loaded;
    }

    /// What compression has done.
    ///
    /// @param made forms
    /// @param saved octets that the forms are shorter by
    /// @param dropped entries for which there was no place in the queue
    public record Work(long made, long saved, long dropped) {}

    /// One entry's turn, with a reference of its body.
    private final class Task implements Runnable {
        private final Entry entry;

        Task(Entry entry) {
            this.entry = entry;
        }

        @Override
        public void run() {
            List<Form> forms = new ArrayList<>(Coding.values().length);
            try {
                byte[] octets = octets();
                codecs().forEach((coding, codec) -> make(coding, codec.compress(octets), forms));
            } catch (RuntimeException e) {
                LOG.warn("compression of {} failed", entry.key(), e);
            } finally {
                if (!forms.isEmpty() && store.attach(entry, forms)) {
                    made.add(forms.size());
                    forms.forEach(form -> saved.add(entry.length() - form.length()));
                }
                entry.compressed(true);
                entry.body().release();
            }
        }

        void drop() {
            dropped.increment();
            entry.compressed(false);
            entry.body().release();
        }

        private byte[] octets() {
            byte[] octets = new byte[Math.toIntExact(entry.length())];
            entry.body().copyTo(Unpooled.wrappedBuffer(octets).clear(), 0, octets.length);
            return octets;
        }

        /// Makes a form of a coded body, if that is worth it and there is room.
        private void make(Coding coding, byte[] coded, List<Form> forms) {
            if (coded.length > entry.length() - entry.length() / SAVING) {
                return;
            }
            StoredBody body = StoredBody.create(memory, coded.length);
            if (body.append(Unpooled.wrappedBuffer(coded))) {
                body.complete();
                forms.add(Form.of(entry.response(), entry.head(), coding, body));
            } else {
                body.release();
            }
        }
    }
}
