package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import croft.platform.declaration.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// Any server that takes updates (RFC 2136) signed with a shared key (RFC 8945): BIND, Knot, NSD's
/// and PowerDNS's primaries, Windows. An update adds or deletes one value, whatever else is there,
/// so the protocol itself has all that the contract asks for.
///
/// @param server the zone's primary, which also says what the zone is and holds
/// @param key name of the key
/// @param algorithm such as `hmac-sha256`
/// @param limit for one answer
record Rfc2136(
        ServerAddress server, String key, String algorithm, Credential secret, Duration limit)
        implements DnsDriver {
    private static final int SECONDS = 60;

    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        return Zones.longest(toString(), owner, this::isZone);
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        Update update = new Update(Nameserver.absolute(record.zone()));
        update.add(txt(record));
        send(record, update);
        return Optional.empty();
    }

    @Override
    public void remove(TxtRecord record, Optional<String> id) throws DnsTrouble {
        Update update = new Update(Nameserver.absolute(record.zone()));
        update.delete(txt(record));
        send(record, update);
    }

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        Message answer = ask(owner, Type.TXT);
        if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
            throw refusal("TXT of " + owner, answer.getRcode());
        }
        List<String> values = new ArrayList<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof TXTRecord txt
                    && txt.getName().equals(Nameserver.absolute(owner))) {
                values.add(Visibility.text(txt));
            }
        }
        return values;
    }

    @Override
    public boolean isWholeSet() {
        return false;
    }

    /// The server is asked itself, so that it does not matter what the rest of the world thinks the
    /// zone is. At the top of a zone it has a start of authority to tell.
    private boolean isZone(String name) throws DnsTrouble {
        Message answer = ask(name, Type.SOA);
        return answer.getHeader().getFlag(Flags.AA)
                && answer.getSection(Section.ANSWER).stream()
                        .anyMatch(record ->
                                record instanceof SOARecord
                                        && record.getName().equals(Nameserver.absolute(name)));
    }

    private static TXTRecord txt(TxtRecord record) {
        return new TXTRecord(
                Nameserver.absolute(record.owner()), DClass.IN, SECONDS, record.value());
    }

    private Message ask(String owner, int type) throws DnsTrouble {
        Message question =
                Message.newQuery(Record.newRecord(Nameserver.absolute(owner), type, DClass.IN));
        question.getHeader().unsetFlag(Flags.RD);
        return exchange(resolver(), question);
    }

    private void send(TxtRecord record, Update update) throws DnsTrouble {
        SimpleResolver resolver = resolver();
        resolver.setTSIGKey(signature());
        Message answer = exchange(resolver, update);
        if (answer.getRcode() != Rcode.NOERROR) {
            throw refusal("the update of " + record.owner(), answer.getRcode());
        }
        if (!answer.isVerified()) {
            throw new DnsTrouble(
                    Kind.UNINTELLIGIBLE,
                    this + ": the answer to the update of " + record.owner() + " is not signed",
                    "Look whether " + server + " is the server that knows the key " + key + ".");
        }
    }

    private SimpleResolver resolver() throws DnsTrouble {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            throw new DnsTrouble(
                    Kind.UNREACHABLE,
                    this + ": " + server.host() + " has no address",
                    "Look at server in croft.yml: an IP address is safest.");
        }
        SimpleResolver resolver = new SimpleResolver(address);
        // An update is not to be repeated or forged on its way.
        resolver.setTCP(true);
        resolver.setTimeout(limit);
        return resolver;
    }

    private TSIG signature() throws DnsTrouble {
        byte[] shared;
        try {
            shared = Base64.getDecoder().decode(secret.read().strip());
        } catch (IllegalArgumentException e) {
            throw new DnsTrouble(
                    Kind.CREDENTIALS,
                    this + ": the secret " + secret.name() + " is not Base64",
                    "Write the key's secret as the server's configuration has it: the text behind"
                            + " secret.");
        }
        Name hash =
                switch (algorithm) {
                    case "hmac-sha512" -> TSIG.HMAC_SHA512;
                    case "hmac-sha384" -> TSIG.HMAC_SHA384;
                    default -> TSIG.HMAC_SHA256;
                };
        return new TSIG(hash, Nameserver.absolute(Labels.plain(key)), shared);
    }

    private Message exchange(SimpleResolver resolver, Message question) throws DnsTrouble {
        try {
            return resolver.send(question);
        } catch (IOException e) {
            throw new DnsTrouble(
                    Kind.UNREACHABLE,
                    this + ": no answer within " + limit.toMillis() + " ms",
                    "Nothing, if it goes by itself; else look whether this machine reaches "
                            + server
                            + " by TCP.",
                    e);
        }
    }

    private DnsTrouble refusal(String what, int code) {
        String message = this + ": " + Rcode.string(code) + " to " + what;
        return switch (code) {
            case Rcode.SERVFAIL ->
                    new DnsTrouble(
                            Kind.BUSY,
                            message,
                            "Wait, and look into the server's log: it could not do it.");
            case Rcode.NOTAUTH, Rcode.REFUSED, Rcode.BADSIG, Rcode.BADKEY, Rcode.BADTIME ->
                    new DnsTrouble(
                            Kind.CREDENTIALS,
                            message,
                            "Look at user (the key's name), secret and algorithm, at what the"
                                    + " server lets this key write (TXT at this name), and at the"
                                    + " clocks of both machines, which must agree to five"
                                    + " minutes.");
            default ->
                    new DnsTrouble(
                            Kind.REFUSED, message, "Look into the server's log for the reason.");
        };
    }

    @Override
    public String toString() {
        return "RFC 2136 at " + server;
    }
}
