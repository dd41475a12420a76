package croft.stack.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A shell of one megabyte that ends the stack's processes when the launcher is gone.
///
/// Its standard input is a pipe from the launcher, which writes one line with all processes
/// whenever they change; only the last line counts. The pipe ends when the launcher does, even by
/// `kill -9`; then each process gets its signal and, ten seconds later, KILL. So no process needs
/// to know about the launcher, neither the database nor an application of the operator's.
public final class Leash implements AutoCloseable {
    private static final String SCRIPT =
            """
            last=
            while read -r line; do last=$line; done
            for entry in $last; do kill -s "${entry%%:*}" "${entry#*:}"; done
            n=0
            while [ $n -lt 100 ]; do
              alive=
              for entry in $last; do kill -s 0 "${entry#*:}" && alive=1; done
              [ -z "$alive" ] && exit
              sleep 0.1
              n=$((n + 1))
            done
            for entry in $last; do kill -s KILL "${entry#*:}"; done
            """;

    private Process shell;

    private Leash(Process shell) {
        this.shell = shell;
    }

    public static Leash start() throws IOException {
        return new Leash(shell());
    }

    /// Replaces what is to be ended. A shell that was killed is replaced too.
    public synchronized void hold(List<Held> processes) throws IOException {
        if (!shell.isAlive()) {
            shell = shell();
        }
        write(
                processes.stream()
                        .map(held -> held.signal() + ":" + held.pid())
                        .collect(Collectors.joining(" ")));
    }

    /// Ends the shell; it ends nothing.
    @Override
    public synchronized void close() throws IOException {
        if (shell.isAlive()) {
            write("");
        }
        shell.getOutputStream().close();
    }

    private void write(String line) throws IOException {
        OutputStream lines = shell.getOutputStream();
        lines.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        lines.flush();
    }

    private static Process shell() throws IOException {
        return Session.own(List.of("sh", "-c", SCRIPT, "croft-leash"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// A process, and the signal that asks it to end.
    public record Held(long pid, String signal) {}
}
