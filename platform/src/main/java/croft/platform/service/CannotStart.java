package croft.platform.service;

import java.net.InetSocketAddress;
import java.util.List;

/// A service cannot start, and the operator can do something about it. Each line says what was
/// found, what is expected and what to do; it is printed as it is, without a trace.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// `EX_CONFIG` of sysexits.h: starting again without a change would fail again.
    static final int CONFIGURATION = 78;

    /// Starting again later may work.
    static final int CIRCUMSTANCES = 1;

    private final transient List<String> lines;
    private final int exitCode;

    private CannotStart(int exitCode, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    /// The configuration cannot work: exit code 78.
    public static CannotStart misconfigured(String line) {
        return new CannotStart(CONFIGURATION, List.of(line));
    }

    /// The configuration cannot work, for several reasons: exit code 78.
    public static CannotStart misconfigured(List<String> lines) {
        return new CannotStart(CONFIGURATION, lines);
    }

    /// A port could not be opened: exit code 1, as whoever has it may let go of it.
    ///
    /// @param variable the one that names the port, such as `CROFT_HTTP_PORT`
    public static CannotStart listening(
            String variable, InetSocketAddress address, Throwable cause) {
        String shown = address.getHostString() + ":" + address.getPort();
        return new CannotStart(
                CIRCUMSTANCES,
                List.of(
                        variable
                                + ": cannot listen on "
                                + shown
                                + " ("
                                + cause.getMessage()
                                + "). Stop what has the port (`ss -ltnp` shows it), or set another in "
                                + variable
                                + "."));
    }

    /// Something that no line foresees: exit code 1.
    static CannotStart unforeseen(Throwable cause) {
        return new CannotStart(
                CIRCUMSTANCES, List.of("cannot start: " + cause + ". The log says where."));
    }

    int exitCode() {
        return exitCode;
    }

    List<String> lines() {
        return lines;
    }
}
