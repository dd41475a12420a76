package croft.platform.declaration;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where certificates come from: the section `certificates` of croft.yml.
///
/// @param terms for sites that do not say otherwise
/// @param fallback who is asked where the authority fails for long
/// @param roots PEM file of roots that clients trust: the chain that ends in one of them is chosen;
///   without it, those of the JDK
/// @param resolvers whom DNS is asked through; the system's if empty
/// @param exports copies for other programs
/// @param clients programs elsewhere that have records written here
public record CertificatePolicy(
        CertificateTerms terms,
        Optional<Authority.Acme> fallback,
        Optional<Path> roots,
        List<ServerAddress> resolvers,
        List<CertificateExport> exports,
        List<DnsClient> clients) {
    /// Of a croft.yml that says nothing of certificates.
    public static final CertificatePolicy DEFAULT = new CertificatePolicy(new Authority.Local());

    public CertificatePolicy {
        resolvers = List.copyOf(resolvers);
        exports = List.copyOf(exports);
        clients = List.copyOf(clients);
    }

    /// One that says nothing but who issues.
    public CertificatePolicy(Authority authority) {
        this(
                CertificateTerms.of(authority),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /// Who issues certificates.
    public sealed interface Authority {
        /// The development authority: its root is created on this machine and trusted only where it
        /// is installed.
        record Local() implements Authority {
            @Override
            public String toString() {
                return "local";
            }
        }

        /// An authority that speaks ACME (RFC 8555).
        ///
        /// @param name as in croft.yml: `letsencrypt`, or the directory
        /// @param directory where its resources are listed
        /// @param root PEM file of who vouches for its server, where that is no public root
        /// @param binding the account there that a new one is bound to (RFC 8555 §7.3.4)
        /// @param rehearsal directory of its twin for trials
        record Acme(
                String name,
                URI directory,
                Optional<Path> root,
                Optional<AccountBinding> binding,
                Optional<URI> rehearsal)
                implements Authority {
            @Override
            public String toString() {
                return name;
            }
        }
    }
}
