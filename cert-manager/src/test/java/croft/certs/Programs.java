package croft.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Programs of the machine, run to their end: what others make of what is written here.
public final class Programs {
    private Programs() {}

    /// Runs one in a folder.
    ///
    /// @param debianPackage that has it
    public static Ended run(String debianPackage, Path folder, String... command)
            throws IOException, InterruptedException {
        Process process;
        try {
            process =
                    new ProcessBuilder(List.of(command))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + ": not installed (remedy: apt-get install " + debianPackage + ")",
                    e);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /// How one ended, and what it said.
    public record Ended(int code, String output) {}
}
