package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import croft.site.content.Coding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each content is encoded once, in the background.
@Timeout(60)
class EncodingsTest {
    private static final String PAGE = "<p>Every page of this site says the same.</p>\n".repeat(50);

    @TempDir Path folder;
    private volatile String niceness = "";
    private DiskBlobs store;
    private final Map<String, Written.Stored> files = new TreeMap<>();

    @BeforeEach
    void open() throws IOException {
        store = DiskBlobs.open(folder, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void encodesAPageInEveryCoding() throws Exception {
        BlobId page = put("index.html", PAGE.getBytes(StandardCharsets.UTF_8));
        encodeAll(Encoder::load);
        assertThat(store.variants(page).keySet()).containsExactly(Coding.values());
        for (Coding coding : Coding.values()) {
            try (BlobFile file = store.open(page, coding).orElseThrow();
                    InputStream decoded = decoded(coding, file)) {
                assertThat(new String(decoded.readAllBytes(), StandardCharsets.UTF_8))
                        .as(coding.token())
                        .isEqualTo(PAGE);
                assertThat(file.size()).isLessThan(PAGE.length() / 5);
            }
        }
    }

    @Test
    void keepsNoFormThatSavesLittle() throws Exception {
        BlobId noise = put("noise.txt", noise());
        encodeAll(Encoder::load);
        assertThat(store.variants(noise)).isEmpty();
        assertThat(store.triedVariants(noise)).containsExactly(Coding.values());
    }

    @Test
    void leavesAloneWhatIsSmallOrLargeOrNoText() throws Exception {
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
        BlobId small = put("small.html", new byte[199]);
        BlobId large = put("large.html", new byte[(8 << 20) + 1]);
        BlobId picture = put("picture.png", page);
        put("last.svg", "<svg/>".repeat(40).getBytes(StandardCharsets.UTF_8));
        encodeAll(Encoder::load);
        for (BlobId id : new BlobId[] {small, large, picture}) {
            assertThat(store.triedVariants(id)).isEmpty();
        }
    }

    @Test
    void encodesNothingTwiceNorAfterARestart() throws Exception {
        put("index.html", PAGE.getBytes(StandardCharsets.UTF_8));
        put("noise.txt", noise());
        AtomicInteger uses = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            encodeAll(coding -> {
                Encoder encoder = Encoder.load(coding);
                return (to, size) -> {
                    uses.incrementAndGet();
                    return encoder.encoding(to, size);
                };
            });
        }
        assertThat(uses).hasValue(2 * Coding.values().length);
    }

    @Test
    void goesOnWithoutALibraryThatDoesNotLoad() throws Exception {
        BlobId page = put("index.html", PAGE.getBytes(StandardCharsets.UTF_8));
        try (Encodings encodings =
                Encodings.start(
                        store,
                        coding -> {
                            if (coding == Coding.GZIP) {
                                return Encoder.load(coding);
                            }
                            throw new UnsatisfiedLinkError("no such library");
                        })) {
            encodings.add(manifest());
            await(page, Set.of(Coding.GZIP));
        }
        assertThat(store.triedVariants(page)).containsExactly(Coding.GZIP);
    }

    @Test
    void goesOnAfterAFailureAndWithoutABlobThatIsGone() throws Exception {
        BlobId gone = put("a.html", (PAGE + "a").getBytes(StandardCharsets.UTF_8));
        put("b.html", (PAGE + "b").getBytes(StandardCharsets.UTF_8));
        BlobId last = put("c.html", (PAGE + "c").getBytes(StandardCharsets.UTF_8));
        store.delete(gone, Instant.MAX);
        AtomicInteger uses = new AtomicInteger();
        try (Encodings encodings =
                Encodings.start(
                        store,
                        coding -> {
                            Encoder encoder = Encoder.load(coding);
                            return (to, size) -> {
                                if (uses.getAndIncrement() == 0) {
                                    throw new IOException("the disk is failing");
                                }
                                return encoder.encoding(to, size);
                            };
                        })) {
            encodings.add(manifest());
            await(last, Set.of(Coding.values()));
        }
        assertThat(store.triedVariants(gone)).isEmpty();
    }

    @Test
    void worksOnlyWhenNobodyElseWantsTo() throws Exception {
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            Niceness.last();
                            niceness = line("/proc/thread-self/stat").split(" ", -1)[18];
                        });
        thread.join();
        assertThat(niceness).isEqualTo("19");
        assertThat(line("/proc/thread-self/stat").split(" ", -1)[18]).isNotEqualTo("19");
    }

    private static String line(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            // the name of the thread is in parentheses, and may have spaces
            return lines.findFirst().orElseThrow().replaceFirst("\\(.*\\)", "name");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] noise() {
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        return random;
    }

    /// Of all files so far.
    private Manifest manifest() {
        Draft draft = new Draft(Bounds.DEFAULT);
        files.forEach((name, file) -> draft.add(name, file.id(), file.size()));
        return ManifestTest.whole(draft);
    }

    private BlobId put(String name, byte[] content) throws IOException {
        Written.Stored stored = store.write(new ByteArrayInputStream(content));
        files.put(name, stored);
        return stored.id();
    }

    private void encodeAll(Function<Coding, Encoder> library) throws Exception {
        Manifest manifest = manifest();
        Manifest.@Nullable File last = null;
        for (Manifest.File file : manifest.files()) {
            last = Encodings.isWorthTrying(file) ? file : last;
        }
        try (Encodings encodings = Encodings.start(store, library)) {
            encodings.add(manifest);
            await(Objects.requireNonNull(last).blob(), Set.of(Coding.values()));
        }
    }

    private void await(BlobId blob, Set<Coding> codings) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!store.triedVariants(blob).equals(codings)) {
            assertThat(System.nanoTime()).as("not encoded in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static InputStream decoded(Coding coding, BlobFile file) throws IOException {
        InputStream octets = Channels.newInputStream(file.channel());
        return switch (coding) {
            case BR -> new BrotliInputStream(octets);
            case ZSTD -> new ZstdInputStreamNoFinalizer(octets);
            case GZIP -> new GZIPInputStream(octets);
        };
    }
}
