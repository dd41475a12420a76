package croft.stack.figures;

/// A client's output is not what is expected of it: another version, or a failure that it printed.
public final class NotUnderstood extends Exception {
    private static final int SHOWN = 800;

    NotUnderstood(String client, String output) {
        super(
                client
                        + " said (expected: its summary):\n"
                        + output.substring(Math.max(0, output.length() - SHOWN)).strip());
    }
}
