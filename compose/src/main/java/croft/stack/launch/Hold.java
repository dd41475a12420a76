package croft.stack.launch;

import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The right of one process to a data folder, from taking it until it is closed or the process
/// ends, however it ends.
public final class Hold implements AutoCloseable {
    /// Counts the layouts of the data folder that cannot be read by one another.
    private static final String FORMAT = "1";

    private final DataFolder data;
    private final FileChannel channel;

    private Hold(DataFolder data, FileChannel channel) {
        this.data = data;
        this.channel = channel;
    }

    /// Takes the folder, created if it is not there.
    ///
    /// @throws CannotStart if another process has it, or if it is not ours to use
    static Hold take(DataFolder data, InstantSource clock) throws CannotStart {
        Path path = data.path();
        try {
            boolean root = Permissions.ourselves() == 0;
            if (Files.exists(path) && Permissions.owner(path) != Permissions.ourselves()) {
                throw new CannotStart(
                        Exit.CONFIGURATION,
                        path
                                + " belongs to the user with the number "
                                + Permissions.owner(path)
                                + ", this is "
                                + Permissions.ourselves()
                                + " (expected: one user for one data folder); run croft up as that user, or move the"
                                + " folder away");
            }
            // Run by root, the database has a user of its own, who must pass through (and cannot
            // list).
            Permissions.folder(path, root ? "rwx--x--x" : "rwx------");
            FileChannel channel =
                    FileChannel.open(
                            data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                return locked(data, channel, clock);
            } catch (CannotStart | IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new CannotStart(
                    Exit.CANNOT_WRITE,
                    e.getFile()
                            + ": permission denied (expected: a folder that this user may write)");
        } catch (IOException e) {
            throw new CannotStart(Exit.CANNOT_WRITE, path + ": " + e.getMessage());
        }
    }

    /// Who has the folder now.
    public static Optional<Holder> holder(DataFolder data) throws IOException {
        if (!Files.exists(data.lock())) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(data.lock(), StandardOpenOption.WRITE)) {
            return tryLock(channel) == null ? Optional.of(Holder.read(data)) : Optional.empty();
        }
    }

    DataFolder data() {
        return data;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Hold locked(DataFolder data, FileChannel channel, InstantSource clock)
            throws CannotStart, IOException {
        if (tryLock(channel) == null) {
            throw new CannotStart(
                    Exit.BUSY,
                    data.path().getParent()
                            + " is being run already by "
                            + Holder.read(data)
                            + "; stop it with: croft down "
                            + data.path().getParent());
        }
        if (!Files.exists(data.format()) && !Files.exists(data.postgres())) {
            Permissions.writePrivately(data.format(), FORMAT + "\n");
        }
        String format =
                Files.exists(data.format()) ? Files.readString(data.format()).strip() : "none";
        if (!format.equals(FORMAT)) {
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    data
                            + " has data of format "
                            + format
                            + " (expected: "
                            + FORMAT
                            + "); run the version of Croft that wrote it, or move the folder away to begin anew");
        }
        Files.writeString(data.path().resolve(".gitignore"), "*\n");
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        (ProcessHandle.current().pid() + "\n" + clock.instant() + "\n")
                                .getBytes(StandardCharsets.UTF_8)));
        return new Hold(data, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    /// The process that has a folder.
    ///
    /// @param since when it took the folder; absent if the file tells nothing
    public record Holder(long pid, Optional<Instant> since) {
        static Holder read(DataFolder data) throws IOException {
            List<String> lines = Files.readAllLines(data.lock());
            try {
                return new Holder(
                        Long.parseLong(lines.get(0)), Optional.of(Instant.parse(lines.get(1))));
            } catch (RuntimeException e) {
                return new Holder(
                        0, Optional.empty()); // taken this very moment, and not signed yet
            }
        }

        @Override
        public String toString() {
            return "process "
                    + (pid == 0 ? "?" : pid)
                    + since.map(time -> ", since " + time).orElse("");
        }
    }
}
