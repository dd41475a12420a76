package croft.edge.logfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file in a folder, begun anew at midnight (UTC) and when it is full. No line is lost by that:
/// the one thread that writes is the one that renames. A file that somebody else has moved, as
/// logrotate does, is written to until that is seen, within a second, and then begun anew too.
final class RotatedFile implements Destination {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

    /// How many files the bound is for: the current one and seven before it, were none compressed.
    private static final int FILES = 8;

    private final Path path;
    private final long largest;
    private final OldFiles old;
    private @Nullable Current current;
    private Instant tidied = Instant.EPOCH;

    /// @param size for all files together
    /// @param keep how long a file is kept after its last line
    RotatedFile(Path folder, long size, Duration keep) {
        this.path = folder.resolve("access.log");
        this.largest = size / FILES;
        this.old = new OldFiles(folder, size - largest, keep);
    }

    @Override
    public void write(byte[] octets, int length, Instant now) throws IOException {
        Current file = current == null ? open(now) : current;
        long size = file.size();
        if (size > 0 && (size + length > largest || file.isOfAnotherDay(now))) {
            rotate(file, now);
            file = open(now);
        }
        file.append(octets, length);
    }

    private Current open(Instant now) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, PRIVATE);
        }
        Current opened = Current.open(path, now);
        current = opened;
        return opened;
    }

    private void rotate(Current file, Instant now) throws IOException {
        if (!file.isMoved()) {
            Files.move(path, old.next(now));
        }
        closeCurrent();
        old.tidy(now);
    }

    @Override
    public void look(Instant now) throws IOException {
        Current file = current;
        if (file != null) {
            if (file.isMoved()) {
                closeCurrent();
            } else if (file.isOfAnotherDay(now) && file.size() > 0) {
                rotate(file, now);
            }
        }
        if (!now.isBefore(tidied.plus(OldFiles.PLAIN)) || now.isBefore(tidied)) {
            tidied = now;
            old.tidy(now);
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public void close() {
        closeCurrent();
        old.close();
    }

    private void closeCurrent() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
