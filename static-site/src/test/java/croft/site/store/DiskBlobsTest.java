package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.site.content.Coding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blobs on a local disk, which may be full, failing or shared.
class DiskBlobsTest extends BlobStoreContract {
    @TempDir Path folder;

    @Override
    BlobStore create(InstantSource clock) throws IOException {
        return DiskBlobs.open(folder.resolve("site"), clock);
    }

    @AfterEach
    void close() throws IOException {
        ((DiskBlobs) store()).close();
    }

    @Test
    void letsNobodyElseRead() throws IOException {
        store().write(stream("hello"));
        store().writeVariant(id("hello"), Coding.BR, new byte[] {1});
        store().append(new UploadName("u"), 0, stream("hel"), 10);
        for (Path file : files("blobs")) {
            assertThat(mode(file)).isEqualTo("r--------");
            assertThat(mode(file.resolveSibling("."))).isEqualTo("rwx------");
        }
        assertThat(files("uploads"))
                .singleElement()
                .satisfies(f -> assertThat(mode(f)).isEqualTo("rw-------"));
        assertThat(files("blobs")).hasSize(2);
        store().finish(new UploadName("u"), id("hel"));
        assertThat(mode(blob("hel"))).isEqualTo("r--------");
    }

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        Process process = DiskBlobsProcess.start(folder.resolve("site"), "endless");
        try {
            awaitFile();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(unfinished()).isNotEmpty();
        try (DiskBlobs again = DiskBlobs.open(folder.resolve("site"), InstantSource.system())) {
            assertThat(unfinished()).isEmpty();
            again.write(stream("hello"));
        }
    }

    @Test
    void leavesTheUnfinishedFilesOfAnotherProcess() throws Exception {
        Process process = DiskBlobsProcess.start(folder.resolve("site"), "endless");
        try {
            awaitFile();
            try (DiskBlobs again = DiskBlobs.open(folder.resolve("site"), InstantSource.system())) {
                assertThat(unfinished()).hasSize(1);
                again.write(stream("hello"));
            }
            assertThat(unfinished()).hasSize(1);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void leavesNothingBehindOnAFullDisk() throws Exception {
        Process process = DiskBlobsProcess.startOnSmallDisk(folder);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).isEqualTo(DiskBlobsProcess.SAID_ON_SMALL_DISK);
    }

    @Test
    void saysThatADeviceIsFull() throws IOException {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> new Disk(folder).write(full, ByteBuffer.allocate(1)))
                    .isInstanceOf(NotEnoughSpace.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("no space left");
        }
    }

    @Test
    void noticesADamagedBlobAndTakesItAnewOnceItIsDeleted() throws IOException {
        store().write(stream("hello"));
        Files.setPosixFilePermissions(blob("hello"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(blob("hello"), "hallo");
        assertThat(store().verify(id("hello"))).isEqualTo(new Soundness.Damaged(id("hallo"), 5));
        store().delete(id("hello"), Instant.MAX);
        store().write(stream("hello"));
        assertThat(store().verify(id("hello"))).isEqualTo(new Soundness.Sound());
    }

    @Test
    void replacesABlobThatWasCutShort() throws IOException {
        store().write(stream("hello"));
        Files.delete(blob("hello"));
        Files.writeString(blob("hello"), "hel");
        store().write(stream("hello"));
        assertThat(read(store().open(id("hello")))).isEqualTo("hello");
    }

    @Test
    void saysThatABlobCannotBeRead() throws IOException {
        Files.createDirectory(blob("hello")); // the superuser may read every file
        assertThat(store().verify(id("hello"))).isInstanceOf(Soundness.Unreadable.class);
    }

    @Test
    void takesNoForeignFileForABlob() throws IOException {
        Files.writeString(blob("hello").resolveSibling("README"), "x");
        assertThat(held()).isEmpty();
    }

    private void awaitFile() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (unfinished().isEmpty()) {
            assertThat(System.nanoTime()).as("the child never wrote").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private List<Path> unfinished() throws IOException {
        return files("unfinished").stream().filter(f -> !f.endsWith("lock")).toList();
    }

    private List<Path> files(String below) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("site").resolve(below))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Path blob(String text) {
        String digits = id(text).toString();
        return folder.resolve("site/blobs")
                .resolve(digits.substring(0, 2))
                .resolve(digits.substring(2));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
