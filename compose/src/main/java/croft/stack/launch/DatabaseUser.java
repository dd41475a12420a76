package croft.stack.launch;

import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Who PostgreSQL runs as: it refuses to run as root.
///
/// @param prefix the command that changes the user and then becomes the command behind it; empty
///   for ourselves
/// @param owner the user's number, who must own the data
record DatabaseUser(List<String> prefix, int owner) {
    private static final int NOBODY = 65_534;

    DatabaseUser {
        prefix = List.copyOf(prefix);
    }

    /// Finds a user under whom the programs run and the data folder can be used; gives the folder
    /// to that user.
    ///
    /// For root this is `nobody`, if all folders above let that user pass; else root itself in a
    /// user namespace, in which it has no rights over the machine but its files are still its own.
    static DatabaseUser find(Path binaries, Path data)
            throws IOException, InterruptedException, CannotStart {
        int ourselves = Permissions.ourselves();
        List<DatabaseUser> candidates =
                ourselves != 0
                        ? List.of(new DatabaseUser(List.of(), ourselves))
                        : List.of(
                                new DatabaseUser(
                                        List.of(
                                                "setpriv",
                                                "--reuid=" + NOBODY,
                                                "--regid=" + NOBODY,
                                                "--clear-groups",
                                                "--no-new-privs"),
                                        NOBODY),
                                new DatabaseUser(List.of("unshare", "-U"), 0));
        for (DatabaseUser candidate : candidates) {
            if (Permissions.owner(data) != candidate.owner()) {
                Permissions.give(data, candidate.owner());
            }
            if (candidate.canUse(binaries, data)) {
                return candidate;
            }
        }
        throw new CannotStart(
                Exit.CONFIGURATION,
                ourselves == 0
                        ? "PostgreSQL does not run as root, and neither setpriv (to nobody) nor unshare -U works here with "
                                + data
                                + "; run croft up as another user, or put the folder where every user may pass (chmod o+x)"
                        : binaries.resolve("bin/postgres")
                                + " --version fails (expected: PostgreSQL 18); the libraries of glibc, libstdc++ and libgcc"
                                + " are needed");
    }

    List<String> command(List<String> command) {
        var words = new ArrayList<>(prefix);
        words.addAll(command);
        return words;
    }

    private boolean canUse(Path binaries, Path data) throws IOException, InterruptedException {
        return succeeds(List.of(binaries.resolve("bin/postgres").toString(), "--version"))
                && succeeds(List.of("sh", "-c", "test -w \"$0\"", data.toString()));
    }

    private boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command(command))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
