package croft.edge.http;

/// Looks after one direction of one transfer: whether it makes the [Progress] that it must. Asked
/// now and then by whoever has a timer running; costs nothing in between. Only a window counts in
/// which the other side was waited for at every question.
public final class Pace {
    private final Progress least;
    private boolean waiting;
    private long since;
    private long then;

    public Pace(Progress least) {
        this.least = least;
    }

    /// Whether a window is over in which too little was done; the next one begins.
    ///
    /// @param now in nanoseconds of any one clock
    /// @param octets done so far, all told
    /// @param waitedFor whether it is the other side's turn at this moment
    public boolean isTooSlow(long now, long octets, boolean waitedFor) {
        if (!waitedFor || !waiting) {
            waiting = waitedFor;
            since = now;
            then = octets;
            return false;
        }
        if (now - since < least.window().toNanos()) {
            return false;
        }
        boolean slow = octets - then < least.octets();
        since = now;
        then = octets;
        return slow;
    }
}
