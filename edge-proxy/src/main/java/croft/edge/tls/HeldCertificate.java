package croft.edge.tls;

import croft.edge.http.AddressText;
import croft.platform.declaration.HostName;
import java.net.InetAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A certificate that can be presented: its chain, leaf first, and its key.
///
/// @param names exact names and one-label wildcards
/// @param addresses for clients that ask for no name
public record HeldCertificate(
        List<HostName> names,
        List<CertifiedAddress> addresses,
        CertificateVariant variant,
        List<X509Certificate> chain,
        PrivateKey key) {
    public HeldCertificate {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
        chain = List.copyOf(chain);
        if ((names.isEmpty() && addresses.isEmpty()) || chain.isEmpty()) {
            throw new IllegalArgumentException(
                    "names "
                            + names
                            + ", addresses "
                            + addresses
                            + ", chain of "
                            + chain.size()
                            + " (expected: a name or an address, and a certificate)");
        }
    }

    /// A main certificate for names.
    public HeldCertificate(List<HostName> names, List<X509Certificate> chain, PrivateKey key) {
        this(names, List.of(), CertificateVariant.MAIN, chain, key);
    }

    /// What it is known by to others: its first name, or address.
    public String firstName() {
        return names.isEmpty() ? addresses.getFirst().text() : names.getFirst().value();
    }

    /// The leaf's serial number in lower-case hexadecimal.
    public String serial() {
        return serial(chain.getFirst());
    }

    /// The serial number of a certificate in lower-case hexadecimal.
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
    }

    public Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /// Whether it is for the same names and clients as another, and so takes its place.
    public boolean replaces(HeldCertificate other) {
        return variant == other.variant
                && names.equals(other.names)
                && addresses.equals(other.addresses);
    }

    /// Whether it may be presented for a host (RFC 6125 §6.4.3: a wildcard is one whole label).
    ///
    /// @param host as an authority has it: in lower case, IPv6 addresses in brackets
    public boolean covers(String host) {
        for (HostName name : names) {
            if (name.matches(host)) {
                return true;
            }
        }
        return !addresses.isEmpty() && coversAddress(host);
    }

    private boolean coversAddress(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        InetAddress asked =
                AddressText.parse(bracketed ? host.substring(1, host.length() - 1) : host);
        for (CertifiedAddress each : addresses) {
            if (each.address().equals(asked)) {
                return true;
            }
        }
        return false;
    }

    /// Never shows the key.
    @Override
    public String toString() {
        return "certificate "
                + serial()
                + (variant == CertificateVariant.MAIN ? "" : " (" + variant.word() + ")")
                + " for "
                + (names.isEmpty() ? addresses : names);
    }
}
