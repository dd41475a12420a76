package croft.site.content;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A folder of the operator's that is served as it is. It may itself be a symbolic link, which is
/// followed anew for each request, so that switching the link switches the site.
public record PlainFolder(Path path) {
    /// What came of looking at the folder.
    public sealed interface State {
        /// It can be served.
        record Ready(FolderTree tree) implements State {}

        /// It cannot.
        ///
        /// @param problem what is wrong with which folder, for the operator
        record Unavailable(String problem) implements State {}
    }

    /// The folder as it is now. Blocks.
    public State now() {
        try {
            Path real = path.toRealPath();
            if (!Files.isDirectory(real)) {
                return unavailable("is not a folder", "name a folder in croft.yml");
            }
            if (!Files.isReadable(real) || !Files.isExecutable(real)) {
                return unavailable(
                        "may not be read", "let this service's user read it (chmod o+rX)");
            }
            return new State.Ready(new FolderTree(real));
        } catch (NoSuchFileException _) {
            return unavailable("does not exist", "create it, or correct croft.yml");
        } catch (AccessDeniedException _) {
            return unavailable(
                    "may not be reached", "let this service's user pass the folders above it");
        } catch (IOException e) {
            return unavailable("cannot be read: " + e.getMessage(), "check the disk");
        }
    }

    private State unavailable(String problem, String remedy) {
        return new State.Unavailable(path + " " + problem + " (" + remedy + ")");
    }
}
