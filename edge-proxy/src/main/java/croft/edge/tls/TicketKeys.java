package croft.edge.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The keys that seal session tickets (RFC 8446 §4.6.1), one set for every context, so that a
/// resumption survives a certificate's change. The newest seals; the two before it still open, so
/// that a ticket lives at least a rotation.
final class TicketKeys {
    /// Half a day: a stolen key opens at most a day and a half of resumptions, none of them without
    /// the key share of TLS 1.3.
    static final Duration ROTATION = Duration.ofHours(12);

    private static final int KEPT = 3;

    private final SecureRandom random = new SecureRandom();
    private final List<OpenSslSessionTicketKey> keys = new ArrayList<>(KEPT + 1);
    private Instant rotated;

    TicketKeys(Instant now) {
        keys.add(fresh());
        rotated = now;
    }

    /// Puts a new key in front if the newest has served its time; tells whether it did.
    boolean rotate(Instant now) {
        if (now.isBefore(rotated.plus(ROTATION))) {
            return false;
        }
        keys.addFirst(fresh());
        while (keys.size() > KEPT) {
            keys.removeLast();
        }
        rotated = now;
        return true;
    }

    OpenSslSessionTicketKey[] current() {
        return keys.toArray(OpenSslSessionTicketKey[]::new);
    }

    private OpenSslSessionTicketKey fresh() {
        return new OpenSslSessionTicketKey(bytes(), bytes(), bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return bytes;
    }
}
