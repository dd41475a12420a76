package croft.certs.wanted;

import croft.platform.declaration.HostName;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// What a certificate vouches for: a host name, or an IP address.
public sealed interface CertificateName {
    /// As it is written everywhere: a host name in lower case, an IPv4 address with dots, an IPv6
    /// address as RFC 5952 §4 shortens it, which is what RFC 8738 §3 asks for.
    String text();

    /// A host name, or one behind `*.`.
    record Dns(HostName name) implements CertificateName {
        @Override
        public String text() {
            return name.value();
        }

        /// Whether it stands for every name with one label more.
        public boolean isWildcard() {
            return name.isWildcard();
        }

        /// The name that is proved: that of a wildcard is the one behind `*.` (RFC 8555 §7.1.3).
        public String proved() {
            return isWildcard() ? text().substring("*.".length()) : text();
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /// An address, without a name that it was looked up by and without a zone (`%eth0`).
    record Address(InetAddress address) implements CertificateName {
        public Address {
            try {
                address = InetAddress.getByAddress(address.getAddress());
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of the right length", e);
            }
        }

        @Override
        public String text() {
            return AddressText.of(address);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /// Reads a name as [#text] writes it.
    ///
    /// @throws IllegalArgumentException if it is neither a host name nor an address
    static CertificateName of(String text) {
        if (AddressText.FOUR.matcher(text).matches()) {
            return new Address(Inet4Address.ofLiteral(text));
        }
        if (AddressText.SIX.matcher(text).matches()) {
            return new Address(Inet6Address.ofLiteral(text));
        }
        return new Dns(new HostName(text));
    }
}
