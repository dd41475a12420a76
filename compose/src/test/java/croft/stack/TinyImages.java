package croft.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Images of two megabytes in the place of the real ones: busybox and a script that keeps the
/// contract of `docs/contracts/containers.md` and does nothing else. Closing it removes them.
///
/// A service answers 200 on `/health` of port 9000 and its version everywhere else; a sick one says
/// 404 there. The edge's traffic ports show its version.
final class TinyImages implements AutoCloseable {
    private static final Tool DOCKER = new Tool("docker", "docker.io");
    private static final Tool TAR = new Tool("tar", "tar");
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private static final List<String> PROGRAMS =
            List.of("sh", "wget", "httpd", "sleep", "cat", "df", "tail", "nc");

    private static final List<String> FOLDERS =
            List.of(
                    "bin",
                    "tmp",
                    "state",
                    "blobs",
                    "croft",
                    "run/secrets",
                    "var/lib/postgresql/data",
                    "var/run/postgresql",
                    "www",
                    "proc",
                    "sys",
                    "dev",
                    "etc");

    private static final String ENTRY =
            """
            #!/bin/sh
            trap 'exit 0' TERM
            echo "tiny $TINY $VERSION begins"
            serve() { httpd -f -p $1 -h /www & }
            case $TINY in
              db-migrations)
                [ -n "$REFUSES" ] && { echo 'this cannot be migrated' >&2; exit 78; }
                cat /run/secrets/database-owner >/dev/null; exit ;;
              db) ;;
              edge-proxy) serve 9000; serve 8080; serve 8443 ;;
              *) serve 9000 ;;
            esac
            while :; do sleep 1000 & wait $!; done
            """;

    private final String repository;
    private final Set<String> made = new TreeSet<>();

    /// @param repository what stands before the slash, of this test alone
    TinyImages(String repository) {
        this.repository = repository;
    }

    String repository() {
        return repository;
    }

    /// The four services, the migrations and the database.
    void makeAll(String version) throws IOException, InterruptedException {
        for (String service :
                List.of("edge-proxy", "cert-manager", "static-site", "wiki-pkb", "db-migrations")) {
            make(service, version, Kind.WELL);
        }
        build("postgres:18", "db", "18", Kind.WELL);
    }

    void make(String service, String version, Kind kind) throws IOException, InterruptedException {
        build(service + ":" + version, service, version, kind);
    }

    private void build(String name, String tiny, String version, Kind kind)
            throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("tiny");
        Path tar = Files.createTempFile("tiny", ".tar");
        try {
            fill(root, version, kind);
            expectSuccess(
                    TAR.run(
                            "-C",
                            root.toString(),
                            "--owner=10001",
                            "--group=10001",
                            "--numeric-owner",
                            "-cf",
                            tar.toString(),
                            "."));
            var arguments = new ArrayList<>(List.of("import"));
            for (String change :
                    List.of(
                            "ENTRYPOINT [\"/bin/entry\"]",
                            "ENV PATH=/bin",
                            "ENV TINY=" + tiny,
                            "ENV VERSION=" + version,
                            "ENV REFUSES=" + (kind == Kind.REFUSES ? "1" : ""),
                            "USER 10001:10001")) {
                arguments.addAll(List.of("--change", change));
            }
            String image = repository + "/" + name;
            arguments.addAll(List.of(tar.toString(), image));
            made.add(image);
            expectSuccess(DOCKER.run(arguments.toArray(String[]::new)));
        } finally {
            Folders.delete(root);
            Files.delete(tar);
        }
    }

    private static void fill(Path root, String version, Kind kind) throws IOException {
        for (String folder : FOLDERS) {
            Files.createDirectories(root.resolve(folder));
        }
        if (!Files.exists(BUSYBOX)) {
            throw new AssertionError(
                    BUSYBOX + ": not installed (remedy: apt-get install busybox-static)");
        }
        Files.copy(BUSYBOX, root.resolve("bin/busybox"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(root.resolve("bin").resolve(program), Path.of("busybox"));
        }
        script(root.resolve("bin/entry"), ENTRY);
        script(root.resolve("bin/pg_isready"), "#!/bin/sh\nexit 0\n");
        Files.writeString(root.resolve("etc/passwd"), "croft:x:10001:10001::/:/bin/sh\n");
        Files.writeString(root.resolve("www/index.html"), version + "\n");
        Files.writeString(
                root.resolve("www/status"),
                "{\"service\": \"tiny\", \"version\": \"" + version + "\", \"detail\": {}}");
        Files.createDirectories(root.resolve("www/control"));
        Files.writeString(
                root.resolve("www/control/certificates"),
                "{\"at\": \"2026-11-22T10:00:00Z\", \"certificates\": [], \"exports\": []}");
        if (kind != Kind.SICK) {
            Files.writeString(root.resolve("www/health"), "{\"status\":\"UP\"}");
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void expectSuccess(Tool.Result result) {
        if (result.exitCode() != 0) {
            throw new AssertionError(result.output());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            var arguments = new ArrayList<>(List.of("image", "rm", "--force"));
            arguments.addAll(made);
            DOCKER.run(arguments.toArray(String[]::new));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How an image behaves.
    enum Kind {
        WELL,
        /// Never becomes healthy.
        SICK,
        /// Migrations that end with 78.
        REFUSES
    }
}
