package croft.stack.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Jazzer and the libFuzzer in it have written, understood as far as it is needed.
final class FuzzerLog {
    private static final Pattern STATUS =
            Pattern.compile("#(\\d+)\\s+[A-Z]+\\s+cov: (\\d+) .*?corp: (\\d+)/.*");
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in .*");
    private static final Pattern EXCEPTION = Pattern.compile("== Java Exception: (.*)");
    private static final Pattern ERROR = Pattern.compile("(?:==\\d+== )?ERROR: libFuzzer: (.*)");
    private static final Pattern WRITTEN = Pattern.compile(".*Test unit written to (.*)");
    private static final int LONGEST_REASON = 300;

    private long inputs;
    private int coverage;
    private int corpus;
    private String reason = "";
    private String last = "";
    private Optional<Path> reproducer = Optional.empty();

    private FuzzerLog() {}

    static FuzzerLog read(Path file) throws IOException {
        FuzzerLog log = new FuzzerLog();
        // logged lines may hold any octets of the inputs
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(log::line);
        }
        return log;
    }

    private void line(String line) {
        last = line.isBlank() ? last : line;
        Matcher status = STATUS.matcher(line);
        if (status.matches()) {
            inputs = Long.parseLong(status.group(1));
            coverage = Integer.parseInt(status.group(2));
            corpus = Integer.parseInt(status.group(3));
            return;
        }
        Matcher done = DONE.matcher(line);
        if (done.matches()) {
            inputs = Long.parseLong(done.group(1));
            return;
        }
        for (Pattern pattern : new Pattern[] {EXCEPTION, ERROR}) {
            Matcher failure = pattern.matcher(line);
            if (failure.matches() && reason.isEmpty()) {
                reason = failure.group(1);
            }
        }
        Matcher written = WRITTEN.matcher(line);
        if (written.matches()) {
            reproducer = Optional.of(Path.of(written.group(1)));
        }
    }

    /// What came of it.
    ///
    /// @param exit the process's exit code
    Outcome outcome(int exit) {
        Outcome.Effort effort = new Outcome.Effort(inputs, coverage, corpus);
        if (reproducer.isPresent()) {
            return new Outcome.Found(
                    effort, shown(reason.isEmpty() ? last : reason), reproducer.get());
        }
        return exit == 0
                ? new Outcome.Clean(effort)
                : new Outcome.Broken("exit code " + exit + ": " + shown(last));
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }
}
