package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.site.content.Coding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every store of blobs does; a class for each implementation runs it.
@Timeout(60)
abstract class BlobStoreContract {
    private static final UploadName UPLOAD = new UploadName("journal-1");

    /// Set by tests.
    Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private BlobStore store;

    /// An empty store with this clock.
    abstract BlobStore create(InstantSource clock) throws IOException;

    @BeforeEach
    void open() throws IOException {
        store = create(() -> now);
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Written.Stored stored = store.write(stream("hello"));
        assertThat(stored).isEqualTo(new Written.Stored(id("hello"), 5));
        assertThat(read(store.open(id("hello")))).isEqualTo("hello");
        assertThat(store.open(id("other"))).isEmpty();
    }

    @Test
    void keepsEmptyAndLargeBlobs() throws IOException {
        byte[] large = new byte[5 << 20];
        new Random(1).nextBytes(large);
        store.write(stream(""));
        store.write(new ByteArrayInputStream(large));
        assertThat(read(store.open(id("")))).isEmpty();
        try (BlobFile file = store.open(BlobId.of(large)).orElseThrow()) {
            assertThat(file.size()).isEqualTo(large.length);
            assertThat(Files.readAllBytes(file.location())).isEqualTo(large);
        }
    }

    @Test
    void takesTheSameOctetsTwice() throws IOException {
        assertThat(store.write(stream("hello"))).isEqualTo(store.write(stream("hello")));
        assertThat(held()).hasSize(1);
    }

    @Test
    void refusesOctetsOfAnotherName() throws IOException {
        assertThat(store.write(id("hello"), stream("hello")))
                .isEqualTo(new Written.Stored(id("hello"), 5));
        assertThat(store.write(id("other"), stream("hello")))
                .isEqualTo(new Written.Different(id("other"), id("hello"), 5));
        assertThat(store.missing(List.of(id("other")))).containsExactly(id("other"));
    }

    @Test
    void tellsWhatIsMissingInTheOrderAsked() throws IOException {
        store.write(stream("b"));
        assertThat(store.missing(List.of(id("c"), id("b"), id("a"))))
                .containsExactly(id("c"), id("a"));
    }

    @Test
    void keepsNothingOfAStreamThatFails() throws IOException {
        IOException cut = new IOException("cut");
        assertThatThrownBy(() -> store.write(failing("hel", cut))).isSameAs(cut);
        assertThatThrownBy(() -> store.write(id("hel"), failing("hel", cut))).isSameAs(cut);
        assertThat(held()).isEmpty();
    }

    @Test
    void collectsAnUploadInPieces() throws IOException {
        assertThat(store.offset(UPLOAD)).isZero();
        assertThat(store.append(UPLOAD, 0, stream("hel"), 100)).isEqualTo(new Appended.Taken(3));
        assertThat(store.offset(UPLOAD)).isEqualTo(3);
        assertThat(store.append(UPLOAD, 3, stream("lo"), 100)).isEqualTo(new Appended.Taken(5));
        assertThat(read(store.open(UPLOAD))).isEqualTo("hello");
        assertThat(store.finish(UPLOAD, id("hello"))).contains(new Written.Stored(id("hello"), 5));
        assertThat(read(store.open(id("hello")))).isEqualTo("hello");
        assertThat(store.offset(UPLOAD)).isZero();
        assertThat(store.finish(UPLOAD, id("hello"))).isEmpty();
        assertThat(store.open(UPLOAD)).isEmpty();
    }

    @Test
    void takesNoPieceElsewhereThanAtTheEnd() throws IOException {
        store.append(UPLOAD, 0, stream("hel"), 100);
        assertThat(store.append(UPLOAD, 2, stream("lo"), 100)).isEqualTo(new Appended.Misplaced(3));
        assertThat(store.append(UPLOAD, 4, stream("lo"), 100)).isEqualTo(new Appended.Misplaced(3));
        assertThat(read(store.open(UPLOAD))).isEqualTo("hel");
    }

    @Test
    void goesOnWhereAPieceBroke() throws IOException {
        IOException cut = new IOException("cut");
        assertThatThrownBy(() -> store.append(UPLOAD, 0, failing("hel", cut), 100)).isSameAs(cut);
        assertThat(store.offset(UPLOAD)).isEqualTo(3);
        assertThat(store.append(UPLOAD, 3, stream("lo"), 100)).isEqualTo(new Appended.Taken(5));
        assertThat(store.finish(UPLOAD, id("hello"))).contains(new Written.Stored(id("hello"), 5));
    }

    @Test
    void takesNothingOfAPieceThatIsTooLong() throws IOException {
        store.append(UPLOAD, 0, stream("hel"), 5);
        assertThat(store.append(UPLOAD, 3, stream("lo!"), 5)).isEqualTo(new Appended.TooLong(5, 3));
        assertThat(store.append(UPLOAD, 3, stream("lo"), 5)).isEqualTo(new Appended.Taken(5));
    }

    @Test
    void endsAnUploadThatIsNotWhatWasAnnounced() throws IOException {
        store.append(UPLOAD, 0, stream("hel"), 100);
        assertThat(store.finish(UPLOAD, id("hello")))
                .contains(new Written.Different(id("hello"), id("hel"), 3));
        assertThat(store.offset(UPLOAD)).isZero();
        assertThat(held()).isEmpty();
    }

    @Test
    void receivesOnePieceOfAnUploadAtATime() throws Exception {
        Semaphore reading = new Semaphore(0);
        Semaphore goOn = new Semaphore(0);
        InputStream slow =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] to, int at, int length) throws IOException {
                        reading.release();
                        try {
                            goOn.acquire();
                        } catch (InterruptedException _) {
                            throw new InterruptedIOException();
                        }
                        return -1;
                    }
                };
        store.append(UPLOAD, 0, stream("hel"), 100);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Appended> first = threads.submit(() -> store.append(UPLOAD, 3, slow, 100));
            reading.acquire();
            assertThat(store.append(UPLOAD, 3, stream("lo"), 100)).isEqualTo(new Appended.Busy());
            assertThat(store.finish(UPLOAD, id("hel"))).isEmpty();
            store.discard(UPLOAD);
            goOn.release();
            assertThat(first.get()).isEqualTo(new Appended.Taken(3));
        }
        assertThat(read(store.open(UPLOAD))).isEqualTo("hel");
    }

    @Test
    void forgetsAnUpload() throws IOException {
        store.append(UPLOAD, 0, stream("hel"), 100);
        store.discard(UPLOAD);
        store.discard(UPLOAD);
        assertThat(store.offset(UPLOAD)).isZero();
    }

    @Test
    void listsUploadsWithTheirAges() throws IOException {
        store.append(UPLOAD, 0, stream("hel"), 100);
        List<BlobStore.Begun> begun = new ArrayList<>();
        store.listUploads(begun::add);
        assertThat(begun).containsExactly(new BlobStore.Begun(UPLOAD, 3, now));
    }

    @Test
    void listsBlobsWithTheirAges() throws IOException {
        store.write(stream("hello"));
        Instant first = now;
        now = now.plus(Duration.ofHours(5));
        store.write(stream("other!"));
        assertThat(held())
                .containsExactlyInAnyOrder(
                        new BlobStore.Held(id("hello"), 5, first),
                        new BlobStore.Held(id("other!"), 6, now));
    }

    @Test
    void makesYoungWhatIsWrittenOrAskedForAgain() throws IOException {
        store.write(stream("a"));
        store.write(stream("b"));
        store.write(stream("c"));
        now = now.plus(Duration.ofHours(30));
        store.write(stream("a"));
        store.missing(List.of(id("b")));
        Instant limit = now.minus(Duration.ofHours(24));
        assertThat(store.delete(id("a"), limit)).isFalse();
        assertThat(store.delete(id("b"), limit)).isFalse();
        assertThat(store.delete(id("c"), limit)).isTrue();
        assertThat(store.missing(List.of(id("a"), id("b"), id("c")))).containsExactly(id("c"));
    }

    @Test
    void letsReadersOfADeletedBlobReadOn() throws IOException {
        store.write(stream("hello"));
        try (BlobFile file = store.open(id("hello")).orElseThrow()) {
            assertThat(store.delete(id("hello"), Instant.MAX)).isTrue();
            ByteBuffer octets = ByteBuffer.allocate(5);
            file.channel().read(octets, 0);
            assertThat(new String(octets.array(), StandardCharsets.UTF_8)).isEqualTo("hello");
        }
        assertThat(store.open(id("hello"))).isEmpty();
    }

    @Test
    void keepsEncodedFormsBesideABlobAndDeletesThemWithIt() throws IOException {
        store.write(stream("hello"));
        assertThat(store.variants(id("hello"))).isEmpty();
        store.writeVariant(id("hello"), Coding.BR, "br".getBytes(StandardCharsets.UTF_8));
        store.writeVariant(id("hello"), Coding.GZIP, "gzip".getBytes(StandardCharsets.UTF_8));
        assertThat(store.variants(id("hello"))).isEqualTo(Map.of(Coding.BR, 2L, Coding.GZIP, 4L));
        assertThat(read(store.open(id("hello"), Coding.BR))).isEqualTo("br");
        assertThat(store.open(id("hello"), Coding.ZSTD)).isEmpty();
        assertThat(held()).hasSize(1);
        store.delete(id("hello"), Instant.MAX);
        assertThat(store.variants(id("hello"))).isEmpty();
        assertThat(store.open(id("hello"), Coding.BR)).isEmpty();
    }

    @Test
    void remembersWhichCodingIsNotWorthKeeping() throws IOException {
        store.write(stream("hello"));
        store.writeVariant(id("hello"), Coding.ZSTD, new byte[0]);
        assertThat(store.variants(id("hello"))).isEmpty();
        assertThat(store.open(id("hello"), Coding.ZSTD)).isEmpty();
        assertThat(store.triedVariants(id("hello"))).containsExactly(Coding.ZSTD);
    }

    @Test
    void keepsNoEncodedFormOfABlobThatIsNotThere() throws IOException {
        store.writeVariant(id("hello"), Coding.BR, new byte[] {1});
        assertThat(store.variants(id("hello"))).isEmpty();
    }

    @Test
    void verifiesWhatIsThere() throws IOException {
        store.write(stream("hello"));
        assertThat(store.verify(id("hello"))).isEqualTo(new Soundness.Sound());
        assertThat(store.verify(id("other"))).isEqualTo(new Soundness.Absent());
    }

    @Test
    void isUsedByManyAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = "text " + i % 20;
                running.add(
                        threads.submit(
                                (Callable<Object>)
                                        () -> {
                                            store.write(id(text), stream(text));
                                            store.delete(id("text 7"), Instant.MAX);
                                            return store.missing(List.of(id(text)));
                                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        for (int i = 0; i < 20; i++) {
            if (i != 7) {
                assertThat(read(store.open(id("text " + i)))).isEqualTo("text " + i);
            }
        }
    }

    List<BlobStore.Held> held() throws IOException {
        List<BlobStore.Held> held = new ArrayList<>();
        store.list(held::add);
        return held;
    }

    BlobStore store() {
        return store;
    }

    static BlobId id(String text) {
        return BlobId.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream failing(String text, IOException failure) {
        return new SequenceInputStream(
                stream(text),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] to, int at, int length) throws IOException {
                        throw failure;
                    }
                });
    }

    static String read(Optional<BlobFile> opened) throws IOException {
        try (BlobFile file = opened.orElseThrow()) {
            ByteBuffer octets = ByteBuffer.allocate((int) file.size());
            while (octets.hasRemaining() && file.channel().read(octets) >= 0) {}
            return new String(octets.array(), StandardCharsets.UTF_8);
        }
    }
}
