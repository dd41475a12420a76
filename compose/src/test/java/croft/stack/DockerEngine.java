package croft.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The Docker engine of this machine. One that runs is used; where none does and this is root, one
/// is started, which ends with the tests.
final class DockerEngine {
    static final String REMEDY = "apt-get install docker.io docker-compose iptables";

    /// What every container of ours is run with (docs/contracts/containers.md).
    static final List<String> HARDENED =
            List.of(
                    "--read-only",
                    "--user=10001:10001",
                    "--cap-drop=ALL",
                    "--security-opt=no-new-privileges",
                    "--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=16m");

    private static final int PATIENCE_SECONDS = 60;
    private static final Tool DOCKER = new Tool("docker", "docker.io");

    private DockerEngine() {}

    /// Makes sure that there is one.
    static synchronized void require() throws IOException, InterruptedException {
        if (answers()) {
            return;
        }
        if (!System.getProperty("user.name").equals("root")) {
            throw new AssertionError(
                    "no Docker engine answers this user (remedy: "
                            + REMEDY
                            + ", and start it; or add the user to the group docker)");
        }
        Path log = Path.of("target/dockerd.log").toAbsolutePath();
        Files.createDirectories(log.resolveSibling(""));
        try {
            Process engine =
                    new ProcessBuilder("dockerd")
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(engine), "end of dockerd"));
        } catch (IOException e) {
            throw new AssertionError("dockerd: not installed (remedy: " + REMEDY + ")", e);
        }
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            TimeUnit.SECONDS.sleep(1);
            if (answers()) {
                return;
            }
        }
        throw new AssertionError("dockerd does not begin to answer:\n" + Files.readString(log));
    }

    private static void end(Process engine) {
        engine.destroy();
        engine.onExit().completeOnTimeout(engine, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /// Runs `docker` with these words.
    static Tool.Result docker(String... words) throws IOException, InterruptedException {
        return DOCKER.run(words);
    }

    /// The same; it has to succeed.
    ///
    /// @return what it says
    static String done(String... words) throws IOException, InterruptedException {
        Tool.Result result = docker(words);
        if (result.exitCode() != 0) {
            throw new AssertionError(
                    "docker " + String.join(" ", words) + " failed:\n" + result.output());
        }
        return result.output().strip();
    }

    /// Runs a program in a container that is gone afterwards, as confined as ours are.
    ///
    /// @param options further ones for `docker run`
    static Tool.Result run(String image, List<String> options, String... command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("run", "--rm"));
        words.addAll(HARDENED);
        words.addAll(options);
        words.add(image);
        words.addAll(List.of(command));
        return docker(words.toArray(String[]::new));
    }

    private static boolean answers() throws IOException, InterruptedException {
        return docker("version", "--format", "{{.Server.Version}}").exitCode() == 0;
    }
}
