package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import croft.platform.declaration.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Which servers are authoritative for a name. They are found through resolvers, which is all that
/// those are asked: whether a record is there, only the servers themselves can tell.
public final class Nameservers {
    private static final int DNS = 53;

    private final Supplier<List<ServerAddress>> resolvers;
    private final int port;

    /// Servers that are found through these resolvers.
    ///
    /// @param resolvers asked anew for each search; the system's where it gives none
    public Nameservers(Supplier<List<ServerAddress>> resolvers) {
        this(resolvers, DNS);
    }

    /// @param port of all authoritative servers
    Nameservers(Supplier<List<ServerAddress>> resolvers, int port) {
        this.resolvers = resolvers;
        this.port = port;
    }

    /// The servers of the zone that `name` lies in: of the longest suffix that has any.
    List<Nameserver> of(String name) throws DnsTrouble {
        for (String suffix : Labels.suffixes(name)) {
            List<String> names = new ArrayList<>();
            for (Record record : resolve(suffix, Type.NS)) {
                if (record instanceof NSRecord ns
                        && ns.getName().equals(Nameserver.absolute(suffix))) {
                    names.add(Labels.plain(ns.getTarget().toString()));
                }
            }
            if (!names.isEmpty()) {
                List<Nameserver> servers = new ArrayList<>();
                for (String server : names.stream().sorted().distinct().toList()) {
                    servers.add(new Nameserver(server, addresses(server), false));
                }
                return servers;
            }
        }
        throw new DnsTrouble(
                Kind.NO_ZONE,
                "no name servers for " + name + " or any name above it",
                "Register the domain and delegate it to its name servers, or name them in croft.yml"
                        + " (dns: { authoritative: [...] }).");
    }

    /// The servers that croft.yml names.
    static List<Nameserver> declared(List<ServerAddress> said) throws DnsTrouble {
        List<Nameserver> servers = new ArrayList<>();
        for (ServerAddress address : said) {
            try {
                servers.add(Nameserver.of(address));
            } catch (UnknownHostException e) {
                throw new DnsTrouble(
                        Kind.UNREACHABLE,
                        "the server " + address + " has no address",
                        "Look at authoritative in croft.yml: an IP address is safest.",
                        e);
            }
        }
        return servers;
    }

    private List<InetSocketAddress> addresses(String server) throws DnsTrouble {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int type : new int[] {Type.A, Type.AAAA}) {
            for (Record record : resolve(server, type)) {
                InetAddress address =
                        switch (record) {
                            case ARecord a -> a.getAddress();
                            case AAAARecord aaaa -> aaaa.getAddress();
                            default -> null;
                        };
                if (address != null) {
                    addresses.add(new InetSocketAddress(address, port));
                }
            }
        }
        return addresses;
    }

    /// What the first resolver that answers has; nothing where the name has none of that type.
    private List<Record> resolve(String name, int type) throws DnsTrouble {
        List<String> failures = new ArrayList<>();
        for (Nameserver resolver : asked()) {
            try {
                Message answer = resolver.ask(name, type, true);
                if (answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN) {
                    return answer.getSection(Section.ANSWER);
                }
                failures.add(resolver.name() + ": " + Rcode.string(answer.getRcode()));
            } catch (IOException e) {
                failures.add(resolver.name() + ": no answer");
            }
        }
        throw new DnsTrouble(
                Kind.UNREACHABLE,
                "no resolver can say "
                        + Type.string(type)
                        + " of "
                        + name
                        + " ("
                        + String.join(", ", failures)
                        + ")",
                "Look whether this machine can resolve names, or name servers that can in croft.yml"
                        + " (certificates: { resolvers: [...] }).");
    }

    private List<Nameserver> asked() throws DnsTrouble {
        List<ServerAddress> said = resolvers.get();
        return said.isEmpty()
                ? ResolverConfig.getCurrentConfig().servers().stream()
                        .map(server ->
                                new Nameserver(
                                        server.getAddress().getHostAddress(),
                                        List.of(server),
                                        false))
                        .toList()
                : declared(said);
    }
}
