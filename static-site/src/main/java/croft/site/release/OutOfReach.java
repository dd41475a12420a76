package croft.site.release;

/// The database does not answer, so nothing about releases can be changed now. What is current goes
/// on being served.
public final class OutOfReach extends Exception {
    private static final long serialVersionUID = 1;

    OutOfReach(Throwable cause) {
        super(
                "the database is out of reach ("
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse("")
                        + "); what is current goes on being served",
                cause);
    }
}
