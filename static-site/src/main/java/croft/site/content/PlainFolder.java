package croft.site.content;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A folder of the operator's that is served as it is. It may itself be a symbolic link, which is
/// followed anew for each request, so that switching the link switches the site.
public record PlainFolder(Path path, Visibility visibility) implements Source {
    /// What came of looking at the folder itself.
    public sealed interface Reach {
        /// It is there.
        record Reached(FolderTree tree) implements Reach {}

        /// It cannot be used.
        ///
        /// @param problem what is wrong with which folder, for the operator
        record OutOfReach(String problem) implements Reach {}
    }

    @Override
    public State now() {
        return switch (reach()) {
            case Reach.Reached(FolderTree tree) -> new State.Ready(tree);
            case Reach.OutOfReach(String problem) -> new State.Unavailable(problem);
        };
    }

    /// The folder as it is now. Blocks.
    public Reach reach() {
        try {
            Path real = path.toRealPath();
            if (!Files.isDirectory(real)) {
                return outOfReach("is not a folder", "name a folder in croft.yml");
            }
            if (!Files.isReadable(real) || !Files.isExecutable(real)) {
                return outOfReach(
                        "may not be read", "let this service's user read it (chmod o+rX)");
            }
            return new Reach.Reached(new FolderTree(real, visibility));
        } catch (NoSuchFileException _) {
            return outOfReach("does not exist", "create it, or correct croft.yml");
        } catch (AccessDeniedException _) {
            return outOfReach(
                    "may not be reached", "let this service's user pass the folders above it");
        } catch (IOException e) {
            return outOfReach("cannot be read: " + e.getMessage(), "check the disk");
        }
    }

    private Reach outOfReach(String problem, String remedy) {
        return new Reach.OutOfReach(path + " " + problem + " (" + remedy + ")");
    }
}
