package croft.site.publish;

import croft.platform.traffic.Status;

/// A request that is not carried out: the status, and a line for people. Thrown where it is found,
/// caught at the desk.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Status status;

    Refusal(Status status, String line) {
        super(line, null, false, false);
        this.status = status;
    }

    /// A request that makes no sense.
    static Refusal bad(String line) {
        return new Refusal(Status.BAD_REQUEST, line);
    }

    Status status() {
        return status;
    }
}
