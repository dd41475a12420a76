package croft.edge.listener;

import croft.edge.tls.HeldCertificate;
import java.util.function.Predicate;

/// Whether a connection's certificate is good for a host. Remembers the last one that it was, since
/// one connection's requests are nearly all for the same. For the connection's event loop.
final class Covered implements Predicate<String> {
    private final HeldCertificate certificate;
    private String last = "";

    Covered(HeldCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public boolean test(String host) {
        if (host.equals(last)) {
            return true;
        }
        boolean covers = certificate.covers(host);
        if (covers) {
            last = host;
        }
        return covers;
    }
}
