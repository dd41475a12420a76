package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Reads archives into a real store, and shows what came of it as text.
@Timeout(60)
abstract class ArchiveFixture {
    static final Bounds BOUNDS =
            new Bounds(1000, 64 << 20, 32 << 20, 64 << 20, Duration.ofMinutes(1));

    @TempDir Path folder;
    private DiskBlobs store;

    @BeforeEach
    void open() throws IOException {
        store = DiskBlobs.open(folder.resolve("store"), InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    DiskBlobs store() {
        return store;
    }

    Assembled read(byte[] archive) throws IOException {
        return read(archive, BOUNDS);
    }

    Assembled read(byte[] archive, Bounds bounds) throws IOException {
        Assembled read =
                new Archives(store, folder, InstantSource.fixed(Instant.EPOCH))
                        .read(new ByteArrayInputStream(archive), bounds);
        assertThat(folder.toFile().list()).as("nothing is left behind").containsExactly("store");
        return read;
    }

    /// `name=content` of every file.
    String files(byte[] archive) throws IOException {
        return switch (read(archive)) {
            case Assembled.Whole whole -> {
                TreeMap<String, String> files = new TreeMap<>();
                for (Manifest.File file : whole.manifest().files()) {
                    files.put(
                            String.join("/", file.path().segments()),
                            BlobStoreContract.read(store.open(file.blob())));
                }
                yield files.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(" "));
            }
            case Assembled.Refused refused -> findings(refused);
        };
    }

    /// One line for each finding.
    String findings(byte[] archive) throws IOException {
        return findings((Assembled.Refused) read(archive));
    }

    static String findings(Assembled.Refused refused) {
        return refused.findings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    static byte[] gzip(byte[] octets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(octets);
        }
        return out.toByteArray();
    }

    /// Runs a program of the system, which must succeed.
    ///
    /// @param packageName what to install if it is not there
    byte[] run(String packageName, Path where, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("archive", null);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(where.toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
            return Files.readAllBytes(output);
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + " does not start (apt-get install " + packageName + ")", e);
        } finally {
            Files.delete(output);
        }
    }
}
