package croft.wiki.sync;

import croft.wiki.page.FilePath;
import croft.wiki.page.SyncName;
import java.time.LocalDateTime;
import java.util.Optional;

/// A copy that a syncing program made of a file that two devices had changed at once. It is no page
/// of the wiki; its owner compares, merges and deletes it.
///
/// @param file the copy
/// @param of the file that both devices meant
/// @param at when it was found, on the clock of the device that found it
/// @param device that wrote it, as Syncthing shortens its name
public record Conflict(
        FilePath file, FilePath of, Optional<LocalDateTime> at, Optional<String> device) {
    static Conflict of(FilePath file) {
        if (SyncName.of(file) instanceof SyncName.Conflict(var of, var at, var device)) {
            return new Conflict(file, of, at, device);
        }
        throw new IllegalArgumentException(file + " is not named as a conflict");
    }
}
