package croft.edge.store;

import static croft.edge.store.Samples.NOW;
import static croft.edge.store.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.Decoder;
import com.github.luben.zstd.Zstd;
import croft.edge.Eventually;
import croft.edge.http.PreparedHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
    private static final byte[] TEXT =
            "<p>The quick brown fox jumps over the lazy dog.</p>\n"
                    .repeat(100)
                    .getBytes(StandardCharsets.UTF_8);

    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 22);
    private final Store store = Store.create(memory, () -> NOW);

    @AfterEach
    void everythingIsGivenBack() {
        store.clear();
        Eventually.until(() -> memory.budget().used() == 0);
    }

    @Test
    void makesEveryFormOnce() throws IOException {
        try (Compression compression = Compression.start(store, memory)) {
            assertThat(compression.offered()).containsExactlyInAnyOrder(Coding.values());
            Entry entry = put(sample().entry("/a", TEXT));
            compression.offer(entry);
            compression.offer(entry);
            Eventually.until(() -> entry.forms().size() == 3);
            compression.offer(entry);

            assertThat(entry.forms())
                    .extracting(Form::coding)
                    .containsExactly(Coding.BR, Coding.ZSTD, Coding.GZIP);
            for (Form form : entry.forms()) {
                assertThat(form.length()).isLessThan(200);
                assertThat(decoded(form)).isEqualTo(TEXT);
            }
            assertThat(compression.work().made()).isEqualTo(3);
            assertThat(compression.work().saved()).isBetween(3L * 5000, 3L * 5200);
            assertThat(store.find(key("/a"))).containsExactly(entry);
            assertThat(store.statistics().stored().bytes()).isEqualTo(5376 + 3 * 256);
        }
    }

    @Test
    void aFormHasAHeadOfItsOwn() {
        try (Compression compression = Compression.start(store, memory)) {
            Entry entry =
                    put(
                            sample().etag("\"abc\"")
                                    .field("vary", "Accept-Language")
                                    .field("repr-digest", "sha-256=:AAAA:")
                                    .field("content-digest", "sha-256=:AAAA:")
                                    .field("content-md5", "AAAA")
                                    .entry("/a", TEXT));
            compression.offer(entry);
            Eventually.until(() -> !entry.forms().isEmpty());

            Form form = entry.forms().getFirst();
            PreparedHead head = form.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.length()).isEqualTo(form.length());
            assertThat(head.fields().all("content-encoding")).containsExactly("br");
            assertThat(head.fields().all("etag")).containsExactly("\"abc-br\"");
            assertThat(head.fields().all("vary"))
                    .containsExactly("Accept-Language", "accept-encoding");
            assertThat(head.fields().toString()).doesNotContain("digest", "md5");
            assertThat(head.fields().has("content-type")).isTrue();
            assertThat(form.response().etag()).contains("\"abc-br\"");

            assertThat(entry.head().fields().all("vary"))
                    .as("what is sent depends on it from now on")
                    .containsExactly("Accept-Language", "accept-encoding");
            assertThat(entry.head().fields().all("etag")).containsExactly("\"abc\"");
            assertThat(entry.head().length()).isEqualTo(TEXT.length);
        }
    }

    @ParameterizedTest
    @CsvSource({"'W/\"abc\"', 'W/\"abc-br\"'", "'\"\"', '\"-br\"'"})
    void etagsTellFormsApart(String etag, String expected) {
        Entry entry = sample().etag(etag).entry("/a", TEXT);
        Form form = Form.of(entry.response(), entry.head(), Coding.BR, entry.body());
        assertThat(form.head().fields().all("etag")).containsExactly(expected);
        entry.body().release();
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=utf-8, true",
        "TEXT/CSS, true",
        "application/json, true",
        "application/ld+json, true",
        "application/problem+json;x=y, true",
        "image/svg+xml, true",
        "application/javascript, true",
        "application/wasm, true",
        "font/ttf, true",
        "font/woff2, false",
        "image/png, false",
        "video/mp4, false",
        "application/zip, false",
        "application/octet-stream, false",
        "text/event-stream, false",
        "html, false",
    })
    void textIsCompressedAndWhatIsSoAlreadyIsNot(String type, boolean compressed) {
        assertThat(worth(sample().field("content-type", type), 5000)).isEqualTo(compressed);
    }

    @Test
    void respectsWhatForbidsIt() {
        assertThat(worth(sample(), 255)).isFalse();
        assertThat(worth(sample(), 256)).isTrue();
        assertThat(worth(sample(), 4 << 20)).isTrue();
        assertThat(worth(sample(), (4 << 20) + 1)).isFalse();
        assertThat(worth(sample().field("content-encoding", "gzip"), 5000)).isFalse();
        assertThat(worth(sample().field("cache-control", "public, No-Transform"), 5000)).isFalse();
        assertThat(worth(sample().part(0, 4999, 6000), 5000)).isFalse();
        assertThat(worth(sample().status(404), 5000)).isFalse();
    }

    @Test
    void keepsOnlyWhatSavesATenth() {
        byte[] noise = new byte[5000];
        new java.util.Random(1).nextBytes(noise);
        try (Compression compression = Compression.start(store, memory)) {
            Entry entry = put(sample().entry("/a", noise));
            assertThat(entry.compressible()).isTrue();
            compression.offer(entry);
            Entry after = put(sample().entry("/b", TEXT));
            compression.offer(after);
            Eventually.until(() -> !after.forms().isEmpty());

            assertThat(entry.forms()).isEmpty();
            assertThat(entry.compressible()).as("tried, and not to be tried again").isFalse();
        }
    }

    @Test
    void aCodingWhoseLibraryDoesNotLoadIsNotOffered() {
        try (Compression compression =
                Compression.start(
                        store,
                        memory,
                        coding -> {
                            if (coding == Coding.BR) {
                                throw new UnsatisfiedLinkError("no brotli in java.library.path");
                            }
                            return Codec.load(coding);
                        })) {
            assertThat(compression.offered()).containsExactlyInAnyOrder(Coding.ZSTD, Coding.GZIP);
            Entry entry = put(sample().entry("/a", TEXT));
            compression.offer(entry);
            Eventually.until(() -> entry.forms().size() == 2);
        }
    }

    @Test
    void aFullQueueDropsAndTheEntryMayBeOfferedAgain() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore go = new Semaphore(0);
        Codec slow =
                _ -> {
                    begun.countDown();
                    go.acquireUninterruptibly();
                    return new byte[100];
                };
        try (Compression compression = Compression.start(store, memory, _ -> slow)) {
            compression.offer(put(sample().entry("/first", TEXT)));
            begun.await();
            for (int i = 0; i < 256; i++) {
                compression.offer(put(sample().entry("/" + i, TEXT)));
            }
            Entry late = put(sample().entry("/late", TEXT));
            compression.offer(late);
            assertThat(compression.work().dropped()).isEqualTo(1);
            assertThat(late.compressible()).isTrue();

            go.release(Integer.MAX_VALUE / 2);
            Eventually.until(() -> compression.work().made() == 257 * 3);
            compression.offer(late);
            Eventually.until(() -> late.forms().size() == 3);
        }
    }

    @Test
    void formsOfAnEntryThatHasLeftAreGivenBack() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore go = new Semaphore(0);
        Codec slow =
                _ -> {
                    begun.countDown();
                    go.acquireUninterruptibly();
                    return new byte[100];
                };
        Compression compression = Compression.start(store, memory, _ -> slow);
        Entry running = put(sample().entry("/a", TEXT));
        compression.offer(running);
        begun.await();
        Entry waiting = put(sample().entry("/b", TEXT));
        compression.offer(waiting);
        store.clear();
        compression.close();
        go.release(3);

        Eventually.until(() -> memory.budget().used() == 0);
        assertThat(running.forms()).isEmpty();
        assertThat(waiting.forms()).isEmpty();
    }

    @Test
    void aValidatedEntryKeepsItsForms() throws IOException {
        try (Compression compression = Compression.start(store, memory)) {
            Entry old = put(sample().entry("/a", TEXT));
            compression.offer(old);
            Eventually.until(() -> old.forms().size() == 3);
            Eventually.until(() -> !old.compressible());
            assertThat(old.body().acquire()).isTrue();
            Entry fresh = freshened(old, sample().field("x-new", "1"));
            old.body().release();

            assertThat(fresh.forms()).hasSize(3);
            for (Form form : fresh.forms()) {
                assertThat(decoded(form)).isEqualTo(TEXT);
                assertThat(form.head().fields().first("x-new")).isEqualTo("1");
            }
            assertThat(fresh.compressible()).isFalse();

            assertThat(fresh.body().acquire()).isTrue();
            Entry forbidden = freshened(fresh, sample().field("cache-control", "no-transform"));
            fresh.body().release();
            assertThat(forbidden.forms()).isEmpty();
        }
    }

    private Entry freshened(Entry old, Samples sample) {
        PreparedHead head = new PreparedHead(200, sample.response().fields(), old.head().body());
        Entry fresh = old.freshened(sample.response(), head, NOW);
        assertThat(store.replace(old, fresh, store.mark())).isTrue();
        assertThat(store.find(key("/a"))).isEqualTo(List.of(fresh));
        return fresh;
    }

    private static byte[] decoded(Form form) throws IOException {
        byte[] coded = Samples.read(form.body());
        return switch (form.coding()) {
            case BR -> Decoder.decompress(coded).getDecompressedData();
            case ZSTD -> Zstd.decompress(coded, TEXT.length);
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(coded)).readAllBytes();
        };
    }

    private boolean worth(Samples sample, long length) {
        return Compression.isCompressible(sample.response(), length);
    }

    private Samples sample() {
        return new Samples(memory);
    }

    private Entry put(Entry entry) {
        assertThat(store.put(entry, store.mark())).isTrue();
        return entry;
    }
}
