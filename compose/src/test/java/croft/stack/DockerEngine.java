package croft.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The Docker engine of this machine; started by whoever needs it first, where that is root.
final class DockerEngine {
    private static final Tool DOCKER = new Tool("docker", "docker.io iptables docker-compose");
    private static final int PATIENCE_SECONDS = 60;

    private DockerEngine() {}

    /// Returns when an engine answers; fails with what to do if there is none.
    static synchronized void require() throws IOException, InterruptedException {
        if (answers()) {
            return;
        }
        if (!System.getProperty("user.name").equals("root")) {
            throw new AssertionError(
                    "Docker does not answer (remedy: service docker start, and be in the group docker)");
        }
        Path log = Files.createTempFile("dockerd", ".log");
        Process engine =
                new ProcessBuilder("dockerd", "--data-root", "/var/lib/docker")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            if (answers()) {
                return;
            }
            if (engine.waitFor(1, TimeUnit.SECONDS)) {
                break;
            }
        }
        throw new AssertionError("dockerd does not start:\n" + Files.readString(log));
    }

    private static boolean answers() throws IOException, InterruptedException {
        return DOCKER.run("info", "--format", "{{.ServerVersion}}").exitCode() == 0;
    }
}
