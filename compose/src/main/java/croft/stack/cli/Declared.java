package croft.stack.cli;

import croft.platform.declaration.DeclarationReader;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The croft.yml of a folder, read where it lies.
final class Declared {
    private Declared() {}

    /// Mistakes are placed by the file's name as seen from where the command was typed, so that an
    /// editor finds it.
    static Reading in(Path folder, Context context) throws CannotStart {
        Path file = folder.resolve("croft.yml");
        try {
            return DeclarationReader.read(shown(file, context), folder, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new CannotStart(
                    Exit.NO_INPUT,
                    Files.isDirectory(folder)
                            ? folder
                                    + " holds no croft.yml (expected: the file that says what is hosted); a sample is in "
                                    + context.installation().home().resolve("compose/sample")
                            : folder + " is not a folder (expected: the one that holds croft.yml)");
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.NO_INPUT,
                    file + " cannot be read (expected: a readable file): " + e.getMessage());
        }
    }

    private static String shown(Path file, Context context) {
        return file.startsWith(context.workingFolder())
                ? context.workingFolder().relativize(file).toString()
                : file.toString();
    }
}
