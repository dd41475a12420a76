package croft.certs.dns;

import croft.platform.declaration.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;

/// One server of the DNS, with all its addresses: one that cannot be reached by IPv6 may be reached
/// by IPv4.
///
/// @param name as messages show it
/// @param declared whether croft.yml names it, so that it is believed without the mark of authority
record Nameserver(String name, List<InetSocketAddress> addresses, boolean declared) {
    /// For one try. Each address has two: by UDP, and by TCP, which passes where UDP is lost.
    private static final Duration LIMIT = Duration.ofSeconds(2);

    Nameserver {
        addresses = List.copyOf(addresses);
    }

    static Nameserver of(ServerAddress said) throws UnknownHostException {
        return new Nameserver(
                said.toString(),
                Arrays.stream(InetAddress.getAllByName(said.host()))
                        .map(address -> new InetSocketAddress(address, said.port()))
                        .toList(),
                true);
    }

    /// Asks for records, at each address until one answers, whatever the answer is.
    ///
    /// @param recursive whether it is to ask others
    Message ask(String owner, int type, boolean recursive) throws IOException {
        IOException last = new IOException("no address");
        for (InetSocketAddress address : addresses) {
            for (boolean tcp : new boolean[] {false, true}) {
                SimpleResolver resolver = new SimpleResolver(address);
                resolver.setTimeout(LIMIT);
                resolver.setTCP(tcp);
                Message question =
                        Message.newQuery(Record.newRecord(absolute(owner), type, DClass.IN));
                if (!recursive) {
                    question.getHeader().unsetFlag(Flags.RD);
                }
                try {
                    return resolver.send(question);
                } catch (IOException e) {
                    last = e;
                }
            }
        }
        throw last;
    }

    static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("not a name: " + name, e);
        }
    }
}
