package croft.edge.logfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file that is begun anew, and those before it.
@Timeout(120)
class RotatedFileTest {
    private static final long KIBI = 1024;
    private static final Duration KEEP = Duration.ofDays(3);

    @TempDir Path folder;

    /// Files get the time of the machine, so that is what the tests are about.
    private Instant now = Instant.now();

    @Test
    void isBegunAnewWhenItIsFull() throws IOException {
        try (Closed file = open(80 * KIBI)) {
            for (int i = 0; i < 14; i++) {
                file.write(line(i, 4 * KIBI));
            }
        }
        LogFolder all = new LogFolder(folder);
        assertThat(all.lines()).hasSize(14);
        // two lines a file, as a third would not fit into ten KiB
        assertThat(all.files()).hasSize(7);
        assertThat(all.files())
                .extracting(file -> file.getFileName().toString())
                .contains("access.log");
    }

    @Test
    void isBegunAnewEachDayAlsoWhenNothingIsWritten() throws IOException {
        try (Closed file = open(1000 * KIBI)) {
            file.write(line(1, 100));
            assertThat(new LogFolder(folder).files()).hasSize(1);
            now = now.plus(Duration.ofDays(1));
            file.file().look(now);
            assertThat(folder.resolve("access.log")).doesNotExist();
            file.write(line(2, 100));
            now = now.plus(Duration.ofDays(1));
            file.write(line(3, 100));
        }
        assertThat(new LogFolder(folder).lines()).hasSize(3);
    }

    @Test
    void allFilesTogetherKeepTheBound() throws IOException {
        long bound = 400 * KIBI;
        long most = 0;
        try (Closed file = open(bound)) {
            for (int i = 0; i < 2_000; i++) {
                file.write(line(i, 4 * KIBI));
                most = Math.max(most, new LogFolder(folder).size());
            }
        }
        // a copy that is being made comes on top, for as long as that takes
        assertThat(most).isLessThan(bound + 50 * KIBI);
        List<String> kept = new LogFolder(folder).lines();
        assertThat(kept).hasSizeGreaterThan(50);
        assertThat(kept.getLast()).startsWith("1999 ");
    }

    @Test
    void whatIsTooOldIsDeleted() throws IOException {
        Files.createDirectories(folder);
        Path old = Files.writeString(folder.resolve("access-20261101T000000Z.log"), "x\n");
        Files.setLastModifiedTime(old, FileTime.from(now.minus(KEEP).minusSeconds(1)));
        Path recent = Files.writeString(folder.resolve("access-20261120T000000Z.log.gz"), "x\n");
        Path foreign = Files.writeString(folder.resolve("access-of-mine.log"), "x\n");
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
        try (Closed file = open(1000 * KIBI)) {
            file.file().look(now);
        }
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(foreign).exists();
    }

    @Test
    void olderFilesAreCompressedAfterAWhileButForTheLast() throws IOException {
        try (Closed file = open(80 * KIBI)) {
            for (int i = 0; i < 12; i++) {
                file.write(line(i, 4 * KIBI));
            }
            file.file().look(now);
            assertThat(count(".part") + count(".log.gz")).isZero();
            now = now.plus(OldFiles.PLAIN).plusSeconds(1);
            file.file().look(now);
            Eventually.until(() -> count(".log.gz") == 4 && count(".part") == 0);
        }
        assertThat(count(".log")).isEqualTo(2);
        assertThat(new LogFolder(folder).lines()).hasSize(12);
    }

    private long count(String suffix) throws IOException {
        return new LogFolder(folder)
                .files().stream().filter(file -> file.toString().endsWith(suffix)).count();
    }

    @Test
    void halfALineOfACrashIsEnded() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("access.log"), "whole\nhal");
        try (Closed file = open(1000 * KIBI)) {
            file.write("next\n");
        }
        assertThat(new LogFolder(folder).lines()).containsExactly("whole", "hal", "next");
    }

    @Test
    void aFullDiskLosesNothingThatIsTriedAgain() throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve("access.log");
        Files.createSymbolicLink(path, Path.of("/dev/full"));
        try (Closed file = open(1000 * KIBI)) {
            assertThatThrownBy(() -> file.write("one\n"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            file.file().close();
            Files.delete(path);
            file.write("one\n");
        }
        assertThat(new LogFolder(folder).lines()).containsExactly("one");
    }

    private Closed open(long size) {
        return new Closed(new RotatedFile(folder, size, KEEP));
    }

    private static String line(int number, long length) {
        String start = number + " ";
        return start + "x".repeat((int) length - start.length() - 1) + "\n";
    }

    /// Closed at the end of a test.
    private final class Closed implements AutoCloseable {
        private final RotatedFile file;

        Closed(RotatedFile file) {
            this.file = file;
        }

        RotatedFile file() {
            return file;
        }

        void write(String lines) throws IOException {
            byte[] octets = lines.getBytes(US_ASCII);
            file.write(octets, octets.length, now);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
