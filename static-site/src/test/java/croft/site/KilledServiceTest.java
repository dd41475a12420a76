package croft.site;

import static org.assertj.core.api.Assertions.assertThat;

import croft.site.DeployedService.Answer;
import croft.site.release.Manifests;
import croft.site.store.BlobId;
import croft.site.store.DiskBlobs;
import croft.site.store.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The service ends as by `kill -9` at any point of deploys: what it told to be current is current,
/// every release that is kept is whole, and no page is of one release and the next of another.
///
/// `-Dcroft.kills=100` kills more often than a build has time for.
@Timeout(600)
class KilledServiceTest {
    private static final int KILLS = Integer.getInteger("croft.kills", 6);

    /// Of so many kills one comes only after a deploy that was confirmed.
    private static final int CONFIRMING = 4;

    private static final int FILES = 30;

    @TempDir private Path home = Path.of("unset");

    @Test
    void noReleaseIsHalfAndNoneThatWasConfirmedIsLost() throws Exception {
        var random = new Random(Long.getLong("croft.seed", 20_261_123L));
        var confirmed = new AtomicInteger();
        var sent = new AtomicInteger();
        try (DeployedService site = new DeployedService(home)) {
            site.service().close();
            for (int kill = 0; kill < KILLS; kill++) {
                try (ServiceProcess service = ServiceProcess.start(site, home, List.of())) {
                    assertWhole(service, confirmed.get(), sent.get());
                    Thread deploying =
                            Thread.ofVirtual()
                                    .start(() -> deployOn(site, service, sent, confirmed));
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(600));
                    if (kill % CONFIRMING == 0) {
                        // however slow the machine is, some must get as far as that
                        awaitOneMore(confirmed, deploying);
                    }
                    service.kill();
                    deploying.join();
                }
            }
            try (ServiceProcess last = ServiceProcess.start(site, home, List.of())) {
                assertWhole(last, confirmed.get(), sent.get());
            }
            System.out.println(
                    KILLS + " kills, " + sent + " deploys, " + confirmed + " the last confirmed");
            assertThat(confirmed.get()).isPositive();
            try (DiskBlobs blobs = DiskBlobs.open(site.blobs(), InstantSource.system())) {
                for (String list : site.query("select manifest from site.release")) {
                    Manifest manifest = new Manifests(blobs).read(BlobId.parse(list).orElseThrow());
                    for (Manifest.File file : manifest.files()) {
                        try (var blob = blobs.open(file.blob()).orElseThrow()) {
                            assertThat(blob.size()).isEqualTo(file.size());
                        }
                    }
                }
            }
        }
    }

    private static void awaitOneMore(AtomicInteger confirmed, Thread deploying)
            throws InterruptedException {
        int before = confirmed.get();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (confirmed.get() == before && deploying.isAlive() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void deployOn(
            DeployedService site,
            ServiceProcess service,
            AtomicInteger sent,
            AtomicInteger confirmed) {
        try {
            while (true) {
                int version = sent.incrementAndGet();
                Tar tar = new Tar();
                for (int i = 0; i < FILES; i++) {
                    tar.file("p" + i + ".html", "version " + version + " of page " + i);
                }
                Answer answer = service.deploy(site, tar.end());
                if (answer.status() == 201) {
                    confirmed.set(version);
                }
            }
        } catch (IOException _) {
            // it has been killed
        }
    }

    /// All pages are of one release, that is no older than what was confirmed.
    private static void assertWhole(ServiceProcess service, int confirmed, int sent)
            throws IOException {
        Answer first = service.get("/p0");
        if (confirmed == 0 && first.status() == 404) {
            return;
        }
        int version = Integer.parseInt(first.body().split(" ", -1)[1]);
        assertThat(version).isBetween(confirmed, sent);
        for (int i = 0; i < FILES; i++) {
            assertThat(service.get("/p" + i).body())
                    .isEqualTo("version " + version + " of page " + i);
        }
    }
}
