package croft.stack.launch;

import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The operator's own processes beside croft.yml: a file `Procfile` as foreman and Heroku know it,
/// a line `NAME: COMMAND` for each, `#` for a comment. Only `croft up` reads it.
///
/// @param processes in the order of the file
record Procfile(List<Entry> processes) {
    private static final Pattern LINE = Pattern.compile("([a-z0-9][a-z0-9_-]{0,40}):\\s*(\\S.*)");

    Procfile {
        processes = List.copyOf(processes);
    }

    /// Reads the folder's Procfile; none is an empty one.
    ///
    /// @param taken names of the stack's own processes
    static Procfile of(Path folder, Set<String> taken) throws CannotStart {
        Path file = folder.resolve("Procfile");
        if (!Files.exists(file)) {
            return new Procfile(List.of());
        }
        try {
            return parse(Files.readAllLines(file), taken);
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.NO_INPUT,
                    file + ": " + e.getMessage() + " (expected: a readable text file)");
        }
    }

    static Procfile parse(List<String> lines, Set<String> taken) throws CannotStart {
        var entries = new ArrayList<Entry>();
        var mistakes = new ArrayList<String>();
        var names = new HashSet<>(taken);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                mistakes.add(
                        "Procfile:"
                                + (i + 1)
                                + ": \""
                                + line
                                + "\" (expected: NAME: COMMAND, the name of small letters, digits, - and _)");
            } else if (!names.add(matcher.group(1))) {
                mistakes.add(
                        "Procfile:"
                                + (i + 1)
                                + ": the name "
                                + matcher.group(1)
                                + " is taken (expected: another)");
            } else {
                entries.add(new Entry(matcher.group(1), matcher.group(2)));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new CannotStart(Exit.MISTAKES, String.join("\n", mistakes));
        }
        return new Procfile(entries);
    }

    /// One process.
    ///
    /// @param command for `sh`, run in the folder of the file
    record Entry(String name, String command) {}
}
