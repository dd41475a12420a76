package croft.certs.preflight;

import croft.certs.wanted.CertificateName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Whether a name leads to this machine, and whether a port answers there, for the challenges that
/// connect to it.
final class AddressCheck {
    private final Lookup lookup;
    private final Set<InetAddress> own;
    private final BiFunction<InetAddress, Integer, Optional<String>> connect;

    /// @param own the addresses of this machine
    /// @param connect tries a port; returns why that failed
    AddressCheck(
            Lookup lookup,
            Set<InetAddress> own,
            BiFunction<InetAddress, Integer, Optional<String>> connect) {
        this.lookup = lookup;
        this.own = own;
        this.connect = connect;
    }

    List<Finding> of(CertificateName name, int port) {
        return switch (name) {
            case CertificateName.Dns dns -> ofHost(dns, port);
            case CertificateName.Address address ->
                    ofAddresses(address, Set.of(address.address()), port);
        };
    }

    private List<Finding> ofHost(CertificateName.Dns name, int port) {
        Answer four = lookup.ask(name.proved(), Type.A);
        Answer six = lookup.ask(name.proved(), Type.AAAA);
        Set<InetAddress> addresses = new LinkedHashSet<>();
        add(four, addresses);
        add(six, addresses);
        if (!addresses.isEmpty()) {
            return ofAddresses(name, addresses, port);
        }
        if (four instanceof Answer.Silence(String why)) {
            return List.of(Finding.silence(name, why));
        }
        return List.of(
                Finding.refusal(
                        name,
                        why(name.proved(), four, six),
                        "give it an A record with the address of this server, and an AAAA record"
                                + " only if the server answers on IPv6"));
    }

    private static String why(String host, Answer four, Answer six) {
        for (Answer answer : List.of(four, six)) {
            switch (answer) {
                case Answer.Bogus(String why) -> {
                    return "the addresses of " + host + " have wrong DNSSEC signatures: " + why;
                }
                case Answer.Failed(String why) -> {
                    return "the addresses of " + host + " cannot be looked up: " + why;
                }
                case Answer.Nothing _, Answer.Records _, Answer.Silence _ -> {
                    // The other one may say more.
                }
            }
        }
        return four instanceof Answer.Nothing(boolean exists, _) && !exists
                ? "there is no name " + host
                : host + " has no address";
    }

    private static void add(Answer answer, Set<InetAddress> addresses) {
        if (answer instanceof Answer.Records(List<Record> records)) {
            for (Record record : records) {
                if (record instanceof ARecord four) {
                    addresses.add(four.getAddress());
                } else if (record instanceof AAAARecord six) {
                    addresses.add(six.getAddress());
                }
            }
        }
    }

    private List<Finding> ofAddresses(CertificateName name, Set<InetAddress> addresses, int port) {
        List<Finding> findings = new ArrayList<>();
        List<InetAddress> foreign = addresses.stream().filter(a -> !own.contains(a)).toList();
        if (!foreign.isEmpty()) {
            findings.add(
                    Finding.warning(
                            name,
                            text(foreign) + ": none of this machine's addresses",
                            "right behind a router that passes the ports on; else correct the"
                                    + " records"));
        }
        List<InetAddress> hidden = addresses.stream().filter(AddressCheck::isHidden).toList();
        if (!hidden.isEmpty()) {
            findings.add(
                    Finding.warning(
                            name,
                            text(hidden) + ": not an address of the internet",
                            "an authority outside this network does not get there; prove the name"
                                    + " by dns-01, or give it a public address"));
        }
        for (InetAddress address : addresses) {
            connect.apply(address, port)
                    .ifPresent(why -> findings.add(unreached(name, address, port, why)));
        }
        return findings;
    }

    private static Finding unreached(
            CertificateName name, InetAddress address, int port, String why) {
        String first =
                address instanceof Inet6Address
                        ? "; authorities try IPv6 first, so a AAAA record that leads nowhere is"
                                + " worse than none"
                        : "";
        return Finding.warning(
                name,
                "port " + port + " of " + text(address) + " does not answer from here: " + why,
                "start the edge, open the port in firewalls, pass it on in the router; from outside"
                        + " it may look different, and authorities ask from several continents"
                        + first);
    }

    private static boolean isHidden(InetAddress address) {
        return address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || isUniqueLocal(address);
    }

    /// RFC 4193: `fc00::/7`.
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    private static String text(List<InetAddress> addresses) {
        return addresses.stream().map(AddressCheck::text).collect(Collectors.joining(", "));
    }

    private static String text(InetAddress address) {
        return new CertificateName.Address(address).text();
    }
}
