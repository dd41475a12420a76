package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// `croft upgrade`: one service after the other, and the way back.
class DockerUpgradeIT {
    private static final Tool DOCKER = new Tool("docker", "docker.io");
    private static final Duration PAUSE = Duration.ofMillis(20);

    @Test
    void replacesEverythingAndGoesBackWhereSomethingDoesNotComeUp()
            throws IOException, InterruptedException {
        DockerEngine.require();
        try (var images = new TinyImages("croft-upgrade-it")) {
            images.makeAll("1");
            images.makeAll("2");
            images.makeAll("3");
            images.make("wiki-pkb", "3", TinyImages.Kind.SICK);
            images.makeAll("4");
            images.make("db-migrations", "4", TinyImages.Kind.REFUSES);
            try (DockerFolder folder = DockerFolder.init(images)) {
                RunningCroft.Ended idle = folder.croft("upgrade", "--to", "2");
                assertThat(idle.exitCode()).isEqualTo(69);
                assertThat(idle.output()).contains("(expected: a stack to upgrade)");
                RunningCroft.Ended up = folder.croft("up", "--docker");
                assertThat(up.exitCode()).as(up.output()).isZero();

                missingImagesChangeNothing(folder);
                replaces(folder);
                theSameVersionAgainChangesNothing(folder);
                goesBack(folder, "3", "wiki-pkb");
                goesBack(folder, "4", "migrate");
            }
        }
    }

    private static void missingImagesChangeNothing(DockerFolder folder)
            throws IOException, InterruptedException {
        String before = running(folder);
        RunningCroft.Ended ended = folder.croft("upgrade", "--to", "0.0.0-none");
        assertThat(ended.exitCode()).isEqualTo(69);
        assertThat(ended.output()).contains("images are missing");
        assertThat(running(folder)).isEqualTo(before);
        assertThat(folder.env("CROFT_VERSION")).contains("1");
    }

    private static void replaces(DockerFolder folder) throws IOException, InterruptedException {
        var visitor = new Visitor(folder);
        Thread visiting = Thread.ofVirtual().start(visitor);
        RunningCroft.Ended ended = folder.croft("upgrade", "--to", "2");
        visitor.enough.set(true);
        visiting.join();

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("replaced: migrate, cert-manager, static-site, wiki-pkb, edge-proxy");
        assertThat(folder.visited()).isEqualTo("2");
        assertThat(folder.env("CROFT_VERSION")).contains("2");
        assertThat(images(folder)).allMatch(image -> image.endsWith(":2"));
        System.out.println(
                "visits during the upgrade: "
                        + visitor.answered
                        + " answered, "
                        + visitor.lost
                        + " lost; the longest time without an answer was "
                        + visitor.longest
                        + " ms");
    }

    private static void theSameVersionAgainChangesNothing(DockerFolder folder)
            throws IOException, InterruptedException {
        String before = running(folder);
        RunningCroft.Ended ended = folder.croft("upgrade", "--to", "2");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("All containers run the images of 2 already");
        assertThat(running(folder)).isEqualTo(before);
    }

    private static void goesBack(DockerFolder folder, String version, String failing)
            throws IOException, InterruptedException {
        String edge = folder.compose("ps", "--quiet", "edge-proxy").output();
        RunningCroft.Ended ended = folder.croft("upgrade", "--to", version);
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output())
                .contains(failing + " of " + version + " does not come up")
                .contains("the version before runs again");
        assertThat(images(folder)).allMatch(image -> image.endsWith(":2"));
        assertThat(folder.compose("ps", "--quiet", "edge-proxy").output())
                .as("the edge was never touched")
                .isEqualTo(edge);
        assertThat(folder.env("CROFT_VERSION")).contains("2");
        assertThat(folder.env("CROFT_NEWER_SCHEMA")).contains("accept");
        RunningCroft.Ended status = folder.croft("status");
        assertThat(status.exitCode()).as(status.output()).isZero();
    }

    private static String running(DockerFolder folder) throws IOException, InterruptedException {
        return folder.compose("ps", "--quiet").output();
    }

    /// Of the services whose images have Croft's version.
    private static List<String> images(DockerFolder folder)
            throws IOException, InterruptedException {
        String project = folder.env("COMPOSE_PROJECT_NAME").orElseThrow();
        List<String> images =
                DOCKER.run(
                                "ps",
                                "--all",
                                "--filter",
                                "label=com.docker.compose.project=" + project,
                                "--format",
                                "{{.Image}}")
                        .output()
                        .lines()
                        .filter(image -> !image.contains("/postgres:"))
                        .toList();
        assertThat(images).hasSize(5);
        return images;
    }

    /// Asks the edge again and again.
    private static final class Visitor implements Runnable {
        private final DockerFolder folder;
        private final AtomicBoolean enough = new AtomicBoolean();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();
        private final AtomicLong longest = new AtomicLong();

        Visitor(DockerFolder folder) {
            this.folder = folder;
        }

        @Override
        public void run() {
            long last = System.nanoTime();
            while (!enough.get()) {
                try {
                    if (folder.visited().isEmpty()) {
                        lost.incrementAndGet();
                    } else {
                        answered.incrementAndGet();
                        long now = System.nanoTime();
                        longest.set(Math.max(longest.get(), (now - last) / 1_000_000));
                        last = now;
                    }
                    Thread.sleep(PAUSE);
                } catch (IOException e) {
                    lost.incrementAndGet();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
