package croft.certs.vault;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate as an authority has just issued it.
///
/// @param chain leaf first; without the root
public record Issued(List<X509Certificate> chain, PrivateKey key) {
    public Issued {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: empty (expected: the leaf at least)");
        }
    }

    X509Certificate leaf() {
        return chain.getFirst();
    }

    /// Lower-case hex without leading zeros, as the edge spells it, too.
    public String serial() {
        return leaf().getSerialNumber().toString(16);
    }

    String issuer() {
        return leaf().getIssuerX500Principal().getName();
    }

    Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    /// The serial only.
    @Override
    public String toString() {
        return serial();
    }
}
