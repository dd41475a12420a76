package croft.edge.tls;

import croft.platform.declaration.HostName;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A certificate that can be presented: its chain, leaf first, and its key.
///
/// @param names exact names and one-label wildcards
public record HeldCertificate(List<HostName> names, List<X509Certificate> chain, PrivateKey key) {
    public HeldCertificate {
        names = List.copyOf(names);
        chain = List.copyOf(chain);
        if (names.isEmpty() || chain.isEmpty()) {
            throw new IllegalArgumentException(
                    "names "
                            + names
                            + ", chain of "
                            + chain.size()
                            + " (expected: at least one each)");
        }
    }

    /// The leaf's serial number in lower-case hexadecimal.
    public String serial() {
        return chain.getFirst().getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
    }

    public Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /// Whether it may be presented for a host (RFC 6125 §6.4.3: a wildcard is one whole label).
    public boolean covers(String host) {
        for (HostName name : names) {
            if (name.matches(host)) {
                return true;
            }
        }
        return false;
    }

    /// Never shows the key.
    @Override
    public String toString() {
        return "certificate " + serial() + " for " + names;
    }
}
