package croft.stack.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a long command is doing: one line that is rewritten on a terminal, a line for each finished
/// task elsewhere. Called from any thread.
public final class Progress {
    private final Terminal terminal;
    private final InstantSource clock;
    private final Map<String, Instant> running = new LinkedHashMap<>();
    private boolean painted;
    private boolean closed;

    public Progress(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    public synchronized void begin(String task) {
        running.put(task, clock.instant());
        repaint();
    }

    /// Ends a task.
    ///
    /// @return how long it took
    public synchronized Duration end(String task) {
        Instant now = clock.instant();
        Instant began = running.remove(task);
        Duration took = began == null ? Duration.ZERO : Duration.between(began, now);
        if (!closed && !terminal.interactive()) {
            terminal.out().println(task + ": " + Seconds.of(took));
        }
        repaint();
        return took;
    }

    /// Ends a task that came to nothing; the reason is said by who found it.
    public synchronized void drop(String task) {
        running.remove(task);
        repaint();
    }

    /// Prints lines that stay, above the line that is rewritten.
    public synchronized void say(String... lines) {
        wipe();
        for (String line : lines) {
            terminal.out().println(line);
        }
        repaint();
    }

    /// Removes the rewritten line; from here on only what is said appears.
    public synchronized void close() {
        wipe();
        closed = true;
    }

    private void repaint() {
        if (!terminal.interactive() || closed) {
            return;
        }
        wipe();
        if (!running.isEmpty()) {
            String line = running.keySet().stream().collect(Collectors.joining(" · ", "", " …"));
            int room = Math.max(20, terminal.columns() - 1);
            terminal.out()
                    .print(terminal.dim(line.length() > room ? line.substring(0, room) : line));
            terminal.out().flush();
            painted = true;
        }
    }

    private void wipe() {
        if (painted) {
            terminal.out().print("\r\u001b[K");
            painted = false;
        }
    }
}
