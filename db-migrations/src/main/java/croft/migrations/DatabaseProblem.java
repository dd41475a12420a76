package croft.migrations;

/// The database cannot be brought to this program's version. The message is one line for the
/// operator, without secrets.
public final class DatabaseProblem extends RuntimeException {
    private final boolean passing;

    DatabaseProblem(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /// Whether trying again later may help, as with a server that is still starting.
    public boolean isPassing() {
        return passing;
    }
}
