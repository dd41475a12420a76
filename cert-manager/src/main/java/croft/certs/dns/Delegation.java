package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import croft.platform.declaration.ServerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Where a record really is to be written: aliases followed, as an authority follows them (RFC 8555
/// §8.4). `_acme-challenge.example.net` may be an alias of a name in another zone, so that the
/// credentials for `example.net` are not needed here at all.
public final class Delegation {
    /// More than anybody needs, and about what resolvers follow.
    private static final int MOST = 10;

    private final Nameservers nameservers;

    public Delegation(Nameservers nameservers) {
        this.nameservers = nameservers;
    }

    /// The name at the end of the aliases; `owner` itself where there are none.
    public String target(String owner) throws DnsTrouble {
        return target(owner, List.of());
    }

    /// The same with servers that are asked first, as croft.yml names them. Those of the zone are
    /// asked about names that they know nothing of.
    public String target(String owner, List<ServerAddress> authoritative) throws DnsTrouble {
        List<Nameserver> declared = Nameservers.declared(authoritative);
        Set<String> met = new HashSet<>();
        String name = owner;
        while (met.add(name)) {
            if (met.size() > MOST) {
                throw endless(owner, "more than " + MOST + " aliases");
            }
            Optional<String> next = next(name, declared);
            if (next.isEmpty()) {
                return name;
            }
            name = next.get();
        }
        throw endless(owner, "its aliases lead back to " + name);
    }

    private static DnsTrouble endless(String owner, String what) {
        return new DnsTrouble(
                Kind.REFUSED,
                owner + ": " + what,
                "Let the CNAME record of " + owner + " lead straight to the name to write to.");
    }

    /// What `name` is an alias of.
    private Optional<String> next(String name, List<Nameserver> declared) throws DnsTrouble {
        List<String> failures = new ArrayList<>();
        for (Nameserver server : declared) {
            Optional<Message> answer = answer(server, name, failures);
            if (answer.isPresent()) {
                return alias(answer.get(), name);
            }
        }
        for (Nameserver server : found(name, failures)) {
            Optional<Message> answer = answer(server, name, failures);
            if (answer.isPresent()) {
                return alias(answer.get(), name);
            }
        }
        throw unanswered(name, failures);
    }

    private List<Nameserver> found(String name, List<String> failures) throws DnsTrouble {
        try {
            return nameservers.of(name);
        } catch (DnsTrouble e) {
            if (failures.isEmpty()) {
                throw e;
            }
            // That those of croft.yml do not answer is what to tell.
            failures.add(String.valueOf(e.getMessage()));
            throw unanswered(name, failures);
        }
    }

    private static DnsTrouble unanswered(String name, List<String> failures) {
        return new DnsTrouble(
                Kind.UNREACHABLE,
                "no server of its zone says whether "
                        + name
                        + " is an alias ("
                        + String.join(", ", failures)
                        + ")",
                "Look whether the name servers of the zone run, and whether this machine reaches them"
                        + " on port 53.");
    }

    private static Optional<Message> answer(Nameserver server, String name, List<String> failures) {
        try {
            Message answer = server.ask(name, Type.CNAME, false);
            int code = answer.getRcode();
            boolean vouched = server.declared() || answer.getHeader().getFlag(Flags.AA);
            if (vouched && (code == Rcode.NOERROR || code == Rcode.NXDOMAIN)) {
                return Optional.of(answer);
            }
            failures.add(
                    server.name() + ": " + (vouched ? Rcode.string(code) : "not authoritative"));
        } catch (IOException e) {
            failures.add(server.name() + ": no answer");
        }
        return Optional.empty();
    }

    private static Optional<String> alias(Message answer, String name) throws DnsTrouble {
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof CNAMERecord alias
                    && alias.getName().equals(Nameserver.absolute(name))) {
                String target = Labels.plain(alias.getTarget().toString());
                if (!Labels.isName(target)) {
                    throw new DnsTrouble(
                            Kind.REFUSED,
                            name + " is an alias of " + Quoted.of(target),
                            "Let the CNAME record lead to a name of letters, digits, hyphens and"
                                    + " underscores.");
                }
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }
}
