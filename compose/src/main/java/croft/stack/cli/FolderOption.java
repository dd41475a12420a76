package croft.stack.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The folder that a command works on, where the arguments are something else.
final class FolderOption {
    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "the folder that holds croft.yml; default: the current folder if it holds one,"
                            + " else the sample")
    private @Nullable Path folder;

    /// Absolute.
    Path in(Context context) {
        return FolderArgument.resolve(folder, context);
    }
}
