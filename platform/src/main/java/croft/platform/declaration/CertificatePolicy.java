package croft.platform.declaration;

/// Where certificates come from: the section `certificates` of croft.yml.
///
/// @param authority who issues for sites that do not say otherwise
public record CertificatePolicy(Authority authority) {
    /// Who issues certificates.
    public sealed interface Authority {
        /// The development authority: its root is created on this machine and trusted only where it
        /// is installed.
        record Local() implements Authority {}
    }
}
