package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.report.Exit;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// `croft logs --access`: lines of the edge's access log, for people or as they are.
///
/// @param site whose lines are shown; all if null
/// @param raw whether lines are shown as they stand in the file
record AccessLogView(DataFolder data, Terminal terminal, @Nullable String site, boolean raw) {
    private static final Duration POLL = Duration.ofMillis(200);

    /// Shows the last lines and, if wanted, what comes after them, until the process ends.
    void show(int lines, boolean follow) throws IOException, InterruptedException, CannotStart {
        AccessLogFiles files = AccessLogFiles.of(data);
        // first the place, then the past: a line of this moment comes twice rather than never
        try (AccessLogFiles.Following following = files.follow()) {
            files.last(lines, this::isWanted).forEach(this::print);
            while (follow) {
                Thread.sleep(POLL);
                following.next(line -> {
                    if (isWanted(line)) {
                        print(line);
                    }
                });
            }
        }
        if (site != null && files.last(1, line -> line.startsWith("{")).isEmpty()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "the access log does not name sites (expected: \"format: json\" in croft.yml)");
        }
    }

    boolean isWanted(String line) {
        if (site == null) {
            return true;
        }
        try {
            return AccessLine.of(line, zone()).isOf(site);
        } catch (IOException _) {
            return false;
        }
    }

    void print(String line) {
        terminal.out().println(raw ? line : shown(line));
    }

    private String shown(String line) {
        try {
            return AccessLine.of(line, zone()).shown(terminal);
        } catch (IOException _) {
            // of the format `combined`, which people can read, or the half of a crash
            return AccessLine.harmless(line);
        }
    }

    private static ZoneId zone() {
        return ZoneId.systemDefault();
    }
}
