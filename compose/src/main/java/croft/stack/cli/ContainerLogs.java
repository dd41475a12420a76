package croft.stack.cli;

import croft.stack.docker.ContainerStack;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the containers of a stack wrote, and what they write next.
record ContainerLogs(ContainerStack stack, Terminal terminal) {
    private static final String EDGE = "edge-proxy";

    /// Of the older files only the newest is in the container as it was written.
    private static final String ACCESS_LOG = "/state/access-log/access.log";

    /// Shows the last lines of one service or, if none is named, of each.
    void show(@Nullable String service, int lines, boolean follow)
            throws IOException, InterruptedException, CannotStart {
        List<String> services = stack.services();
        if (service != null && !services.contains(service)) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "no container of "
                            + service
                            + " (expected: one of "
                            + String.join(", ", services)
                            + ")");
        }
        List<String> wanted = service == null ? services : List.of(service);
        boolean named = wanted.size() > 1;
        if (!follow) {
            for (String one : wanted) {
                stack.logs(one, lines, false, line -> print(one, line, named));
            }
            return;
        }
        var reading = new ArrayList<Thread>();
        for (String one : wanted) {
            reading.add(Thread.ofVirtual().start(() -> follow(one, lines, named)));
        }
        for (Thread thread : reading) {
            thread.join();
        }
    }

    /// Shows the last lines of the access log that are wanted, and with `follow` what comes next.
    void access(AccessLogView view, int lines, boolean follow)
            throws IOException, InterruptedException, CannotStart {
        Deque<String> last = new ArrayDeque<>();
        Consumer<String> keep =
                line -> {
                    if (view.isWanted(line)) {
                        last.addLast(line);
                        if (last.size() > lines) {
                            last.removeFirst();
                        }
                    }
                };
        OptionalInt from = view.site() == null ? OptionalInt.of(lines) : OptionalInt.empty();
        stack.tail(EDGE, ACCESS_LOG, from, false, keep);
        last.forEach(view::print);
        if (follow) {
            stack.tail(
                    EDGE,
                    ACCESS_LOG,
                    OptionalInt.of(0),
                    true,
                    line -> {
                        if (view.isWanted(line)) {
                            view.print(line);
                        }
                    });
        }
    }

    private void follow(String service, int lines, boolean named) {
        try {
            stack.logs(service, lines, true, line -> print(service, line, named));
        } catch (IOException | CannotStart e) {
            terminal.complain(service + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String service, String line, boolean named) {
        terminal.out().println(named ? terminal.dim(service + " | ") + line : line);
    }
}
