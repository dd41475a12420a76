package croft.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.site.DeployedService.Answer;
import croft.site.release.Manifests;
import croft.site.release.Sweep;
import croft.site.store.BlobId;
import croft.site.store.BlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What nobody needs goes after a day, and nothing else ever does.
@Timeout(180)
class SweepTest {
    @TempDir private Path home = Path.of("unset");

    private DeployedService site;

    @BeforeEach
    void start() throws Exception {
        site = new DeployedService(home);
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void removesWhatNoKeptReleaseNeedsAndNothingElse() throws Exception {
        for (String text : List.of("one", "two", "three", "four")) {
            deploy(text);
        }
        BlobId abandoned = put("uploaded, and never in a release");
        age();

        Sweep.Result result = sweep().run();

        // `one`, its list, and what was abandoned
        assertThat(result.removed()).isEqualTo(3);
        assertThat(has("one")).isFalse();
        assertThat(store().missing(List.of(abandoned))).containsExactly(abandoned);
        for (String text : List.of("two", "three", "four")) {
            assertThat(has(text)).as(text).isTrue();
        }
        assertThat(sweep().run().removed()).isZero();
        assertThat(site.deploy("POST", "/rollback", new byte[0]).status()).isEqualTo(200);
        assertThat(site.get("/").body()).isEqualTo("three");
    }

    @Test
    void leavesWhatIsYoung() throws Exception {
        deploy("one");
        put("to be in a release within a day");
        assertThat(sweep().run().removed()).isZero();
    }

    @Test
    void leavesOldFilesThatOpenPagesMayAskFor() throws Exception {
        Answer first =
                site.deploy(
                        "PUT",
                        "",
                        new Tar().file("index.html", "1").file("app.4f2d9a1c.js", "old").end());
        assertThat(first.status()).isEqualTo(201);
        for (String text : List.of("two", "three", "four")) {
            deploy(text);
        }
        age();
        sweep().run();
        assertThat(site.get("/app.4f2d9a1c.js").body()).isEqualTo("old");
        site.execute("update site.old_asset set until = now() - interval '1 second'");
        sweep().run();
        assertThat(has("old")).isFalse();
    }

    @Test
    void removesNothingWhileItCannotTellWhatIsNeeded() throws Exception {
        deploy("one");
        put("old, and of no release");
        age();
        String list = site.query("select manifest from site.release").getFirst();
        Path blob = site.blobs().resolve("blobs/" + list.substring(0, 2) + "/" + list.substring(2));
        Files.delete(blob);
        DataSource database = site.service().bean(DataSource.class);
        Sweep blind = new Sweep(database, store(), new Manifests(store()), InstantSource.system());
        assertThatThrownBy(blind::run).isInstanceOf(IOException.class).hasMessageContaining(list);
        assertThat(has("old, and of no release")).isTrue();

        site.execute("delete from site.release");
        assertThatThrownBy(blind::run).hasMessageContaining("knows no release");
        assertThat(has("old, and of no release")).isTrue();
    }

    /// The same few files come and go, so that a sweep always has old ones that a deploy is about
    /// to use again. Nothing becomes old within a sweep: that would take it a day.
    @Test
    void losesNothingWhileSomebodyDeploys() throws Exception {
        deploy("the first");
        AtomicBoolean over = new AtomicBoolean();
        Lock betweenSweeps = new ReentrantLock(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sweeping =
                    threads.submit(() -> {
                        int sweeps = 0;
                        while (!over.get()) {
                            betweenSweeps.lock();
                            try {
                                sweep().run();
                            } finally {
                                betweenSweeps.unlock();
                            }
                            sweeps++;
                        }
                        return sweeps;
                    });
            try {
                for (int round = 0; round < 60; round++) {
                    betweenSweeps.lock();
                    try {
                        age();
                    } finally {
                        betweenSweeps.unlock();
                    }
                    String text = "text " + round % 6;
                    Answer answer = byList(text);
                    assertThat(answer.status()).as(answer.body()).isIn(200, 201);
                    assertThat(site.get("/").body()).isEqualTo(text);
                }
            } finally {
                over.set(true);
            }
            assertThat(sweeping.get()).isPositive();
        }
        for (String manifest : site.query("select manifest from site.release")) {
            BlobId id = BlobId.parse(manifest).orElseThrow();
            for (var file : new Manifests(store()).read(id).files()) {
                assertThat(store().open(file.blob())).as(file.path().toString()).isPresent();
            }
        }
    }

    private void deploy(String text) throws IOException {
        Answer answer = site.deploy("PUT", "", new Tar().file("index.html", text).end());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    /// As `croft deploy` does it: the list, what is missing, the list.
    private Answer byList(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        String list =
                "[{\"path\": \"index.html\", \"sha256\": \""
                        + BlobId.of(octets)
                        + "\", \"size\": "
                        + octets.length
                        + "}]";
        Answer answer = site.deploy("POST", "/releases", list.getBytes(StandardCharsets.UTF_8));
        if (answer.status() == 409) {
            site.deploy("PUT", "/blobs/" + BlobId.of(octets), octets);
            answer = site.deploy("POST", "/releases", list.getBytes(StandardCharsets.UTF_8));
        }
        return answer;
    }

    private BlobId put(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        BlobId id = BlobId.of(octets);
        assertThat(site.deploy("PUT", "/blobs/" + id, octets).status()).isEqualTo(201);
        return id;
    }

    private boolean has(String text) throws IOException {
        var opened = store().open(BlobId.of(text.getBytes(StandardCharsets.UTF_8)));
        if (opened.isPresent()) {
            opened.get().close();
        }
        return opened.isPresent();
    }

    /// Everything that is in the store now has been there for two days.
    private void age() throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.walkFileTree(
                site.blobs().resolve("blobs"),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        try {
                            Files.setLastModifiedTime(file, old);
                        } catch (NoSuchFileException _) {
                            // swept meanwhile
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException problem)
                            throws IOException {
                        if (problem instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // the same
                        }
                        throw problem;
                    }
                });
    }

    private BlobStore store() {
        return site.service().bean(BlobStore.class);
    }

    private Sweep sweep() {
        return site.service().bean(Sweep.class);
    }
}
