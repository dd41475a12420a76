package croft.wiki.page;

import java.time.LocalDateTime;
import java.util.Optional;

/// What a file in the folder is, going by its name: most are what they seem, others were left there
/// by Syncthing, by other programs that keep folders in step, or by editors.
public sealed interface SyncName {
    /// A page.
    record PageFile() implements SyncName {}

    /// A file that pages can show or link to.
    record OtherFile() implements SyncName {}

    /// A file that somebody is still writing, or a lock or a backup of an editor. It is none of the
    /// wiki's.
    record Temporary() implements SyncName {}

    /// A file or folder that keeps settings, or that its owner hides by a dot.
    record Hidden() implements SyncName {}

    /// The loser of two versions of a file that were written on two devices.
    ///
    /// @param of the file that won
    /// @param time when it was found, on the clock of the device that found it
    /// @param device that wrote it last, as Syncthing shortens its name
    record Conflict(FilePath of, Optional<LocalDateTime> time, Optional<String> device)
            implements SyncName {}

    /// What a file was before it was overwritten or deleted, kept by Syncthing.
    record Version(FilePath of, LocalDateTime time) implements SyncName {}

    /// What a file is.
    ///
    /// @param path from the top of the wiki
    static SyncName of(FilePath path) {
        return FileNames.of(path);
    }

    /// Whether a folder can hold pages or their files.
    static boolean isEntered(FilePath folder) {
        return switch (of(folder)) {
            case Hidden(), Temporary(), Version(var _, var _) -> false;
            case PageFile(), OtherFile(), Conflict(var _, var _, var _) -> true;
        };
    }
}
