package croft.certs.authority;

import croft.certs.wanted.CertificateName;
import croft.certs.wanted.NameSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/// What a root may sign for, as its name constraints say it to everybody who trusts it (RFC 5280
/// §4.2.1.10): whoever steals its key can pass for these names and for no bank.
///
/// @param zones each with all names below it
/// @param networks addresses as `127.0.0.0/8`
public record Scope(SortedSet<String> zones, SortedSet<String> networks) {
    /// Names and addresses that mean this machine or nothing (RFC 6761 §6.2, §6.3): every root has
    /// them.
    public static final Scope DEVELOPMENT =
            new Scope(
                    new TreeSet<>(List.of("localhost", "test")),
                    new TreeSet<>(List.of("127.0.0.0/8", "::1/128")));

    public Scope {
        zones = Collections.unmodifiableSortedSet(outermost(zones));
        networks = Collections.unmodifiableSortedSet(new TreeSet<>(networks));
    }

    /// The development names, and what of these goes beyond them, no wider than it is.
    public static Scope of(List<NameSet> wanted) {
        Scope scope = DEVELOPMENT;
        for (NameSet names : wanted) {
            for (CertificateName name : names.names()) {
                if (!scope.covers(name)) {
                    scope = scope.and(exactly(name));
                }
            }
        }
        return scope;
    }

    /// What a root says of itself; empty if it is not constrained.
    static Optional<Scope> of(X509Certificate root) {
        byte[] encoded = root.getExtensionValue(Extension.nameConstraints.getId());
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            NameConstraints constraints =
                    NameConstraints.getInstance(JcaX509ExtensionUtils.parseExtensionValue(encoded));
            SortedSet<String> zones = new TreeSet<>();
            SortedSet<String> networks = new TreeSet<>();
            for (GeneralSubtree subtree : constraints.getPermittedSubtrees()) {
                GeneralName base = subtree.getBase();
                if (base.getTagNo() == GeneralName.dNSName) {
                    zones.add(base.getName().toString());
                } else if (base.getTagNo() == GeneralName.iPAddress) {
                    networks.add(network(ASN1OctetString.getInstance(base.getName()).getOctets()));
                }
            }
            return Optional.of(new Scope(zones, networks));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the root's constraints cannot be read", e);
        }
    }

    /// Whether a root with this scope may sign for all of these.
    public boolean covers(NameSet names) {
        return names.names().stream().allMatch(this::covers);
    }

    boolean covers(Scope other) {
        return other.zones.stream().allMatch(this::coversHost)
                && networks.containsAll(other.networks);
    }

    /// Both together.
    Scope and(Scope other) {
        SortedSet<String> both = new TreeSet<>(zones);
        both.addAll(other.zones);
        SortedSet<String> all = new TreeSet<>(networks);
        all.addAll(other.networks);
        return new Scope(both, all);
    }

    /// Both kinds of names are there, so that neither is left open.
    NameConstraints constraints() {
        return new NameConstraints(
                Stream.concat(
                                zones.stream().map(z -> new GeneralName(GeneralName.dNSName, z)),
                                networks.stream()
                                        .map(n -> new GeneralName(GeneralName.iPAddress, n)))
                        .map(GeneralSubtree::new)
                        .toArray(GeneralSubtree[]::new),
                null);
    }

    private boolean covers(CertificateName name) {
        return switch (name) {
            case CertificateName.Dns dns -> coversHost(dns.proved());
            case CertificateName.Address(InetAddress address) ->
                    networks.stream().anyMatch(network -> contains(network, address));
        };
    }

    private boolean coversHost(String host) {
        return zones.stream().anyMatch(zone -> host.equals(zone) || host.endsWith("." + zone));
    }

    private static Scope exactly(CertificateName name) {
        SortedSet<String> none = new TreeSet<>();
        return switch (name) {
            case CertificateName.Dns dns -> new Scope(new TreeSet<>(List.of(dns.proved())), none);
            case CertificateName.Address address ->
                    new Scope(
                            none,
                            new TreeSet<>(
                                    List.of(
                                            address.text()
                                                    + "/"
                                                    + address.address().getAddress().length * 8)));
        };
    }

    private static SortedSet<String> outermost(SortedSet<String> zones) {
        SortedSet<String> outermost = new TreeSet<>(zones);
        outermost.removeIf(zone -> zones.stream().anyMatch(other -> zone.endsWith("." + other)));
        return outermost;
    }

    private static boolean contains(String network, InetAddress address) {
        int slash = network.indexOf('/');
        byte[] base = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
        byte[] asked = address.getAddress();
        int bits = Integer.parseInt(network.substring(slash + 1));
        if (base.length != asked.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int bit = 0x80 >> (i % 8);
            if ((base[i / 8] & bit) != (asked[i / 8] & bit)) {
                return false;
            }
        }
        return true;
    }

    /// Address and mask, as RFC 5280 §4.2.1.10 has them.
    private static String network(byte[] octets) throws UnknownHostException {
        int half = octets.length / 2;
        InetAddress base = InetAddress.getByAddress(Arrays.copyOf(octets, half));
        int bits = 0;
        for (byte octet : Arrays.copyOfRange(octets, half, octets.length)) {
            bits += Integer.bitCount(octet & 0xff);
        }
        return new CertificateName.Address(base).text() + "/" + bits;
    }
}
