package croft.certs.dns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the programs are that tests start.
final class Programs {
    private static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private Programs() {}

    /// The program's path.
    ///
    /// @throws AssertionError with the command that installs it
    static String of(String program, String debianPackages) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() ->
                        new AssertionError(
                                program
                                        + " is not installed. Install it: apt-get install -y"
                                        + " --no-install-recommends "
                                        + debianPackages));
    }
}
