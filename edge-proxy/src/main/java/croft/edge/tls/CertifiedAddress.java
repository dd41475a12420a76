package croft.edge.tls;

import java.net.InetAddress;

/// An IP address that a certificate is for.
///
/// @param text as it was stored, under which others know the certificate
public record CertifiedAddress(String text, InetAddress address) {
    @Override
    public String toString() {
        return text;
    }
}
