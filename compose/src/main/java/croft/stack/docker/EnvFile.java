package croft.stack.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The text of a `.env` file: `NAME=VALUE` lines, as Compose reads them. What is changed is changed
/// in its line; comments and order stay.
record EnvFile(List<String> lines) {
    public EnvFile {
        lines = List.copyOf(lines);
    }

    /// Reads a file.
    ///
    /// @throws IOException if it cannot be read
    static EnvFile read(Path file) throws IOException {
        return new EnvFile(Files.readAllLines(file));
    }

    /// What a name stands for; empty where it is not there, or stands for nothing.
    Optional<String> get(String name) {
        // Of two lines the last one counts.
        return lines.reversed().stream()
                .filter(line -> isOf(line, name))
                .findFirst()
                .map(line -> unquoted(line.substring(line.indexOf('=') + 1).strip()))
                .filter(value -> !value.isEmpty());
    }

    /// The names that the file has a line for.
    Set<String> names() {
        var names = new TreeSet<String>();
        for (String line : lines) {
            int end = line.indexOf('=');
            if (end > 0 && !line.startsWith("#")) {
                names.add(line.substring(0, end).strip());
            }
        }
        return names;
    }

    /// This with another value.
    EnvFile with(String name, String value) {
        var changed = new ArrayList<String>();
        boolean found = false;
        for (String line : lines) {
            if (!isOf(line, name)) {
                changed.add(line);
            } else if (!found) {
                changed.add(name + "=" + value);
                found = true;
            }
        }
        if (!found) {
            changed.add(name + "=" + value);
        }
        return new EnvFile(changed);
    }

    /// Replaces a file, whole or not at all.
    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, String.join("\n", lines) + "\n");
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOf(String line, String name) {
        int end = line.indexOf('=');
        return end > 0 && line.substring(0, end).strip().equals(name);
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() > 1
                        && (value.startsWith("\"") || value.startsWith("'"))
                        && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
