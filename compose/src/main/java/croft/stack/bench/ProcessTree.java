package croft.stack.bench;

import croft.stack.figures.Cpu;
import croft.stack.figures.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Some processes and all their descendants, as Linux describes them in `/proc` (proc(5)).
record ProcessTree(Set<Long> pids) {
    /// `USER_HZ`, on every architecture that the JDK runs on.
    private static final double TICKS_A_SECOND = 100;

    // Of the fields behind the name, which may itself hold spaces and brackets; the state is 0.
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int WAITED_USER = 13;
    private static final int WAITED_SYSTEM = 14;
    private static final int STARTED = 19;

    private static final Path PROC = Path.of("/proc");

    /// The living ones now.
    static ProcessTree of(Collection<Long> roots) throws IOException {
        Map<Long, List<Long>> children = new HashMap<>();
        try (Stream<Path> entries = Files.list(PROC)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = entry.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit)) {
                    long pid = Long.parseLong(name);
                    stat(pid)
                            .ifPresent(fields ->
                                    children.computeIfAbsent(
                                                    Long.parseLong(fields[PARENT]),
                                                    _ -> new ArrayList<>())
                                            .add(pid));
                }
            }
        }
        Set<Long> found = new LinkedHashSet<>();
        List<Long> left = new ArrayList<>(roots);
        while (!left.isEmpty()) {
            long pid = left.removeLast();
            if (found.add(pid)) {
                left.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return new ProcessTree(found);
    }

    /// CPU time so far, that of children that ended and were waited for included, so that nothing
    /// is lost between two readings.
    Cpu cpu() {
        long user = 0;
        long system = 0;
        for (long pid : pids) {
            Optional<String[]> fields = stat(pid);
            if (fields.isPresent()) {
                user += number(fields.get(), USER) + number(fields.get(), WAITED_USER);
                system += number(fields.get(), SYSTEM) + number(fields.get(), WAITED_SYSTEM);
            }
        }
        return new Cpu(user / TICKS_A_SECOND, system / TICKS_A_SECOND);
    }

    Memory memory() {
        long rss = 0;
        long pss = 0;
        for (long pid : pids) {
            rss += kib(PROC.resolve(pid + "/status"), "VmRSS:");
            pss += kib(PROC.resolve(pid + "/smaps_rollup"), "Pss:");
        }
        return new Memory(rss, pss);
    }

    /// Seconds since the first of them was started.
    double age() throws IOException {
        double uptime =
                Double.parseDouble(Files.readString(PROC.resolve("uptime")).split(" ", 2)[0]);
        return pids.stream()
                .flatMap(pid -> stat(pid).stream())
                .mapToDouble(fields -> uptime - number(fields, STARTED) / TICKS_A_SECOND)
                .max()
                .orElse(0);
    }

    private static long number(String[] fields, int index) {
        return Long.parseLong(fields[index]);
    }

    /// The fields from the state on; empty if the process is gone.
    private static Optional<String[]> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"));
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long kib(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // gone, or of another user
        }
    }
}
