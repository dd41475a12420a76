package croft.edge.exchange;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names one exchange for people: on error pages, in logs, and to the backend as `x-request-id`.
/// Not a secret.
///
/// @param number written only where somebody will read it
record RequestId(long number) {
    static RequestId next() {
        return new RequestId(ThreadLocalRandom.current().nextLong());
    }

    /// Sixteen hexadecimal digits.
    String value() {
        return HexFormat.of().toHexDigits(number);
    }

    @Override
    public String toString() {
        return value();
    }
}
