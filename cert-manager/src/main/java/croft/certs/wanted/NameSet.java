package croft.certs.wanted;

import croft.platform.declaration.HostName;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names of one certificate.
///
/// @param names the site's host, then its aliases, or the server's addresses; each once, 1 to 1000
///   of them
public record NameSet(List<CertificateName> names) {
    /// As many keys as one event of the journal may have.
    public static final int MOST_NAMES = 1000;

    public NameSet {
        names = names.stream().distinct().toList();
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw new IllegalArgumentException(
                    "names: " + names.size() + " (expected: 1 to " + MOST_NAMES + ")");
        }
    }

    /// A set of names as text.
    public static NameSet of(List<String> names) {
        return new NameSet(names.stream().map(CertificateName::of).toList());
    }

    /// A set of host names.
    public static NameSet ofHosts(List<HostName> hosts) {
        return new NameSet(hosts.stream().<CertificateName>map(CertificateName.Dns::new).toList());
    }

    /// A set of addresses.
    public static NameSet ofAddresses(List<InetAddress> addresses) {
        return new NameSet(
                addresses.stream().<CertificateName>map(CertificateName.Address::new).toList());
    }

    /// The host of the site, or the first address.
    public CertificateName first() {
        return names.getFirst();
    }

    /// The same for the same names in any order: SHA-256 in hex of the sorted names joined by
    /// spaces.
    public String digest() {
        String sorted = texts().stream().sorted().collect(Collectors.joining(" "));
        return Digests.sha256(sorted);
    }

    /// The names as text, in the same order.
    public List<String> texts() {
        return names.stream().map(CertificateName::text).toList();
    }

    /// The host names among them, in the same order.
    public List<HostName> hosts() {
        return names.stream()
                .flatMap(name ->
                        switch (name) {
                            case CertificateName.Dns(HostName host) -> Stream.of(host);
                            case CertificateName.Address _ -> Stream.empty();
                        })
                .toList();
    }

    /// The addresses among them, in the same order.
    public List<InetAddress> addresses() {
        return names.stream()
                .flatMap(name ->
                        switch (name) {
                            case CertificateName.Dns _ -> Stream.empty();
                            case CertificateName.Address(InetAddress address) -> Stream.of(address);
                        })
                .toList();
    }

    /// `www.example.net and 2 more`.
    @Override
    public String toString() {
        return names.size() == 1
                ? first().text()
                : first().text() + " and " + (names.size() - 1) + " more";
    }
}
