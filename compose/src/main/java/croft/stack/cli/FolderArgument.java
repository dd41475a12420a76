package croft.stack.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// The folder that a command works on.
final class FolderArgument {
    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "the folder that holds croft.yml; default: the current folder if it holds one, else the sample")
    private @Nullable Path folder;

    /// Absolute. Somebody who names croft.yml itself means its folder.
    Path in(Context context) {
        return resolve(folder, context);
    }

    static Path resolve(@Nullable Path named, Context context) {
        if (named == null) {
            return context.defaultFolder();
        }
        Path absolute = context.workingFolder().resolve(named).normalize();
        Path parent = absolute.getParent();
        return parent != null && Files.isRegularFile(absolute) ? parent : absolute;
    }
}
