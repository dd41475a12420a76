package croft.stack.launch;

import croft.stack.report.Exit;

/// Why a stack does not start, in a line (or a few) for the operator: what, value, expectation,
/// remedy.
public class CannotStart extends Exception {
    private final Exit exit;

    public CannotStart(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public Exit exit() {
        return exit;
    }

    /// The sentence for the operator.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
