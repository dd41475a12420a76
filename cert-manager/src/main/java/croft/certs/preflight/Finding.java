package croft.certs.preflight;

import croft.certs.wanted.CertificateName;

/// Something about a name that an authority, or its operator, would stumble over.
///
/// @param what is so, in plain words
/// @param remedy what to do about it
public record Finding(Severity severity, CertificateName name, String what, String remedy) {
    /// What follows from a finding.
    public enum Severity {
        /// Nothing; it is good to know.
        NOTE,
        /// An order may fail; from here that cannot be said for certain.
        WARNING,
        /// An order would fail, so none is made.
        REFUSAL
    }

    static Finding note(CertificateName name, String what, String remedy) {
        return new Finding(Severity.NOTE, name, what, remedy);
    }

    static Finding warning(CertificateName name, String what, String remedy) {
        return new Finding(Severity.WARNING, name, what, remedy);
    }

    static Finding refusal(CertificateName name, String what, String remedy) {
        return new Finding(Severity.REFUSAL, name, what, remedy);
    }

    /// Nothing can be said: no resolver answers.
    static Finding silence(CertificateName name, String why) {
        return warning(
                name,
                "DNS cannot be asked: " + why,
                "name resolvers that answer in certificates.resolvers");
    }

    /// Whether no order is to be made.
    public boolean isRefusal() {
        return severity == Severity.REFUSAL;
    }

    /// `www.example.net: it has no address (give it an A record …)`.
    @Override
    public String toString() {
        return name + ": " + what + " (" + remedy + ")";
    }
}
