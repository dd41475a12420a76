package croft.edge.logfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The file that lines are appended to, open.
final class Current implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    /// Tells the file from another one at the same path.
    private final @Nullable Object key;

    private final LocalDate day;

    /// Its length, unless somebody else has cut it: then it is begun anew a little early.
    private long size;

    private Current(Path path, FileChannel channel, @Nullable Object key, LocalDate day) {
        this.path = path;
        this.channel = channel;
        this.key = key;
        this.day = day;
    }

    /// Opens the file, or makes it.
    static Current open(Path path, Instant now) throws IOException {
        boolean isNew = !Files.exists(path);
        // readable to a group, so that tools for logs need not be root
        FileChannel channel =
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-r-----")));
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Instant last = isNew ? now : attributes.lastModifiedTime().toInstant();
            Current current = new Current(path, channel, attributes.fileKey(), day(last));
            current.endLine();
            return current;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// A crash may have left half a line.
    private void endLine() throws IOException {
        size = channel.size();
        if (size == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
            reading.read(last, size - 1);
        }
        if (last.get(0) != '\n') {
            size += channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    /// Whether lines of this time belong into another file.
    boolean isOfAnotherDay(Instant now) {
        return !day.equals(day(now));
    }

    /// Whether another file is at the path now, or none: somebody has moved this one.
    boolean isMoved() throws IOException {
        try {
            return key != null
                    && !key.equals(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException _) {
            return true;
        }
    }

    long size() {
        return size;
    }

    /// Appends all, or nothing.
    void append(byte[] octets, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(octets, 0, length);
        try {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException e) {
            if (rest.position() > 0) {
                channel.truncate(channel.size() - rest.position());
            }
            throw e;
        }
        size += length;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // what was written is written
        }
    }
}
