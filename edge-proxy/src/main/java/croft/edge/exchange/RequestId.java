package croft.edge.exchange;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names one exchange for people: on error pages, in logs, and to the backend as `x-request-id`.
/// Not a secret.
record RequestId(String value) {
    static RequestId next() {
        return new RequestId(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    @Override
    public String toString() {
        return value;
    }
}
