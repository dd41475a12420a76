package croft.stack.images;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A small stack of containers in which services run once for what the JVM learns of it: an archive
/// of their classes (JEP 514), made in the image that it is for, as it fits no other JVM and no
/// other jars. Everything of it is gone afterwards, but for the archives.
final class Training implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 180;

    /// How often each is asked before it ends.
    private static final int VISITS = 40;

    private static final String HEALTH = "http://127.0.0.1:9000/health";

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String DECLARATION =
            """
            sites:
              - { host: train.localhost, static: ./www }
              - { host: notes.train.localhost, wiki: ./pages }
            """;

    /// As in the Compose file; what is not there is not asked for.
    private static final Map<String, String> ENVIRONMENT =
            Map.ofEntries(
                    Map.entry("CROFT_DECLARATION", "/croft/croft.yml"),
                    Map.entry("CROFT_SECRETS", "/run/secrets"),
                    Map.entry("CROFT_STATE", "/state"),
                    Map.entry("CROFT_BLOBS", "/blobs"),
                    Map.entry("CROFT_DATABASE_URL", "jdbc:postgresql://db:5432/postgres"),
                    Map.entry("CROFT_MANAGEMENT_PORT", "9000"),
                    Map.entry("CROFT_LISTEN", "0.0.0.0"),
                    Map.entry("CROFT_HTTP_PORT", "8000"),
                    Map.entry("CROFT_PORT", "8000"),
                    Map.entry("CROFT_STATIC_SITE", "127.0.0.1:8001"),
                    Map.entry("CROFT_WIKI", "127.0.0.1:8002"),
                    Map.entry("CROFT_CHAT", "127.0.0.1:8003"),
                    Map.entry("CROFT_CONTROL_EDGE", "http://127.0.0.1:9001"),
                    Map.entry("CROFT_CONTROL_CERTS", "http://127.0.0.1:9002"),
                    Map.entry("CROFT_CONTROL_SITE", "http://127.0.0.1:9003"),
                    Map.entry("CROFT_CONTROL_WIKI", "http://127.0.0.1:9004"),
                    Map.entry("CROFT_LOG", "text"));

    private final Program program;
    private final Path folder;
    private final String name = "croft-training-" + UUID.randomUUID();
    private final List<String> containers = new ArrayList<>();

    private Training(Program program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /// Starts one, with a database that has its schema.
    ///
    /// @param folder for what containers are given and leave, not there yet
    static Training begin(Program program, Path folder, String postgres, String migrations)
            throws IOException, InterruptedException, CannotStart {
        var training = new Training(program, folder);
        try {
            training.prepare();
            training.database(postgres);
            training.migrate(migrations);
            return training;
        } catch (IOException | InterruptedException | CannotStart | RuntimeException e) {
            training.close();
            throw e;
        }
    }

    private void prepare() throws IOException, InterruptedException, CannotStart {
        Path croft = Files.createDirectories(folder.resolve("croft"));
        Files.writeString(croft.resolve("croft.yml"), DECLARATION);
        Files.createDirectories(croft.resolve(".croft"));
        Files.writeString(
                Files.createDirectories(croft.resolve("www")).resolve("index.html"),
                "<!doctype html>\n<title>A page</title>\n");
        Files.writeString(
                Files.createDirectories(croft.resolve("pages")).resolve("home.md"),
                "# A page\n\nWith a *link* to [[home]], and a formula: $a^2$\n");
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        for (String secret :
                List.of(
                        "database-owner",
                        "database-edge",
                        "database-certs",
                        "database-site",
                        "database-wiki",
                        "database-chat",
                        "operator-token")) {
            Files.writeString(secrets.resolve(secret), HexFormat.of().formatHex(random()));
        }
        Files.writeString(
                secrets.resolve("vault-key"), Base64.getEncoder().encodeToString(random()));
        program.run("docker network create", List.of("docker", "network", "create", name));
    }

    private static byte[] random() {
        byte[] octets = new byte[32];
        RANDOM.nextBytes(octets);
        return octets;
    }

    private void database(String image) throws IOException, InterruptedException, CannotStart {
        String id =
                start(
                        image,
                        "--network-alias=db",
                        "--tmpfs=/var/lib/postgresql/data:rw,uid=10001,gid=10001,mode=0700",
                        "--tmpfs=/var/run/postgresql:rw,uid=10001,gid=10001",
                        "--env=POSTGRES_PASSWORD_FILE=/run/secrets/database-owner");
        await(id, List.of("pg_isready", "-q", "-h", "127.0.0.1"));
    }

    private void migrate(String image) throws IOException, InterruptedException, CannotStart {
        String id = start(image);
        String code = program.ask(List.of("docker", "wait", id));
        if (!code.equals("0")) {
            throw failed(image, id);
        }
    }

    /// Runs a service, asks it a few things, and ends it.
    ///
    /// @return the archive that it left
    Path archive(Image service, String image)
            throws IOException, InterruptedException, CannotStart {
        Path left = Files.createDirectories(folder.resolve("left").resolve(service.image()));
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rwxrwxrwx"));
        String id =
                start(
                        image,
                        "--tmpfs=/state:rw,uid=10001,gid=10001",
                        "--tmpfs=/blobs:rw,uid=10001,gid=10001",
                        "--volume=" + folder.resolve("croft") + ":/croft:ro",
                        "--volume=" + left + ":/left",
                        "--env=CROFT_JVM_FLAGS=-XX:AOTCacheOutput=/left/app.aot");
        // the edge, say, is not ready without a certificate, and has begun nevertheless
        await(id, List.of("wget -S -q -O /dev/null", HEALTH, "2>&1", "|", "grep -q HTTP/1"));
        // there may be nothing on a port, or no page: that is learnt as well
        program.ask(
                inside(
                        id,
                        List.of(
                                "for visit in $(seq " + VISITS + "); do for url in",
                                HEALTH,
                                "http://127.0.0.1:9000/metrics http://127.0.0.1:8000/;",
                                "do wget -q -O /dev/null $url; done; done; true")));
        // at its end the JVM links thousands of classes
        program.run("docker stop", List.of("docker", "stop", "--time=" + PATIENCE_SECONDS, id));
        Path archive = left.resolve("app.aot");
        if (!Files.isReadable(archive)) {
            throw failed(image, id);
        }
        return archive;
    }

    private String start(String image, String... options)
            throws IOException, InterruptedException, CannotStart {
        var command =
                new ArrayList<>(
                        List.of(
                                "docker",
                                "run",
                                "--detach",
                                "--network=" + name,
                                "--read-only",
                                "--cap-drop=ALL",
                                "--security-opt=no-new-privileges",
                                "--user=10001:10001",
                                "--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=16m",
                                "--volume=" + folder.resolve("secrets") + ":/run/secrets:ro"));
        ENVIRONMENT.forEach((variable, value) -> command.add("--env=" + variable + "=" + value));
        command.addAll(List.of(options));
        command.add(image);
        String id = program.ask(command);
        if (id.isEmpty()) {
            throw new CannotStart(
                    Exit.SOFTWARE, "the training of " + image + ": its container does not start");
        }
        containers.add(id);
        return id;
    }

    private void await(String id, List<String> question)
            throws IOException, InterruptedException, CannotStart {
        var command = new ArrayList<>(inside(id, question));
        command.set(command.size() - 1, command.getLast() + " && echo yes");
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            if (program.ask(command).endsWith("yes")) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw failed("a container", id);
    }

    private static List<String> inside(String id, List<String> command) {
        return List.of("docker", "exec", id, "sh", "-c", String.join(" ", command));
    }

    private CannotStart failed(String what, String id)
            throws IOException, InterruptedException, CannotStart {
        String said = program.ask(List.of("docker", "logs", "--tail=15", id));
        return new CannotStart(
                Exit.SOFTWARE,
                "the training came to nothing: "
                        + what
                        + " ended or is not ready; it said:\n"
                        + said);
    }

    @Override
    public void close() {
        var leftovers = new ArrayList<>(List.of("docker", "rm", "--force", "--volumes"));
        leftovers.addAll(containers);
        // also after an interrupt, which would end the waiting for this
        boolean interrupted = Thread.interrupted();
        try {
            if (!containers.isEmpty()) {
                program.ask(leftovers);
            }
            program.ask(List.of("docker", "network", "rm", name));
        } catch (IOException | CannotStart e) {
            // what is left has a name that says what it was
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
