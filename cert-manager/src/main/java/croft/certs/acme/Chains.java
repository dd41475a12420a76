package croft.certs.acme;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The choice between the chains that an authority offers. Names of roots do not help: Let's
/// Encrypt's change every few years, and it signs by one of several intermediates at random. What
/// counts is whom clients trust, and how many bytes each handshake carries.
public final class Chains {
    private Chains() {}

    /// The shortest of the chains that end in a trusted root, without that root, which clients have
    /// themselves; of two equally short ones, the one that the authority prefers. If none does, the
    /// authority's usual one: it knows its clients better than a list of roots does.
    ///
    /// Whether a certificate is valid at this time plays no part. That is for clients to say, and
    /// many take a root that has expired.
    ///
    /// @param offered each leaf first; the authority's usual one first
    /// @param roots those that clients trust
    public static List<X509Certificate> shortestTrusted(
            List<List<X509Certificate>> offered, Collection<X509Certificate> roots) {
        if (offered.isEmpty() || offered.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("chains: an empty one (expected: a leaf in each)");
        }
        return offered.stream()
                .filter(Chains::isLinked)
                .flatMap(chain -> trusted(chain, roots).stream())
                .min(Comparator.comparingInt(List::size))
                .orElseGet(() -> List.copyOf(offered.getFirst()));
    }

    /// The chain without its root, if it ends in a trusted one.
    private static Optional<List<X509Certificate>> trusted(
            List<X509Certificate> chain, Collection<X509Certificate> roots) {
        X509Certificate last = chain.getLast();
        if (chain.size() > 1 && roots.contains(last)) {
            return Optional.of(List.copyOf(chain.subList(0, chain.size() - 1)));
        }
        return roots.stream().anyMatch(root -> signed(last, root))
                ? Optional.of(List.copyOf(chain))
                : Optional.empty();
    }

    private static boolean isLinked(List<X509Certificate> chain) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!signed(chain.get(i), chain.get(i + 1))) {
                return false;
            }
        }
        return true;
    }

    /// Whether `issuer` has signed `certificate`: by the whole name and by the key, because an
    /// authority gives one name to several certificates, and anyone can give a root's name to his.
    private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                && verifies(certificate, issuer.getPublicKey());
    }

    private static boolean verifies(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
