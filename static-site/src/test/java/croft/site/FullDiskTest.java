package croft.site;

import static org.assertj.core.api.Assertions.assertThat;

import croft.site.DeployedService.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that has no room for a release: its sender is told, the old one goes on, and what fits is
/// taken afterwards.
@Timeout(180)
class FullDiskTest {
    private static final int DISK_KIB = 4096;

    @TempDir private Path home = Path.of("unset");

    @Test
    void theOldReleaseGoesOn() throws Exception {
        try (DeployedService site = new DeployedService(home)) {
            site.service().close();
            Files.createDirectories(site.blobs());
            try (ServiceProcess service = ServiceProcess.start(site, home, onSmallDisk(site))) {
                assertThat(service.deploy(site, page("one").end()).status()).isEqualTo(201);

                Answer refused = service.deploy(site, page("two").file("film", film()).end());
                assertThat(refused.status()).as(refused.body()).isEqualTo(507);
                assertThat(refused.text("error")).contains("space");
                assertThat(service.get("/").body()).isEqualTo("one");

                assertThat(service.deploy(site, page("three").end()).status()).isEqualTo(201);
                assertThat(service.get("/").body()).isEqualTo("three");
                assertThat(site.query("select count(*) from site.release")).containsExactly("2");
            }
        }
    }

    private static Tar page(String text) {
        return new Tar().file("index.html", text);
    }

    /// As large as the disk, and of nothing that could be written twice as once.
    private static byte[] film() {
        byte[] octets = new byte[2 * DISK_KIB * 1024];
        new Random(1).nextBytes(octets);
        return octets;
    }

    /// In a user and mount namespace of its own, so that nobody needs to be root.
    private static List<String> onSmallDisk(DeployedService site) {
        return List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + DISK_KIB + "k none \"$0\" && exec \"$@\"",
                site.blobs().toString());
    }
}
