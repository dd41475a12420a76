package croft.certs.preflight;

import croft.platform.declaration.DnsProvider;

/// Tries a DNS provider's credentials without changing anything.
@FunctionalInterface
public interface CredentialCheck {
    /// The zone that holds a name, as the provider says.
    ///
    /// @param owner absolute, in lower case, without trailing dot
    /// @throws NoAccess if the credentials are refused or see no such zone
    String zoneOf(DnsProvider provider, String owner) throws NoAccess;

    /// Credentials that will not do.
    final class NoAccess extends Exception {
        private final String remedy;

        /// @param what the provider said, in plain words
        public NoAccess(String what, String remedy) {
            super(what);
            this.remedy = remedy;
        }

        /// What to do about it.
        public String remedy() {
            return remedy;
        }
    }
}
