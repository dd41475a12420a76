package croft.certs.preflight;

import croft.certs.wanted.CertificateName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Whether a name is in a zone that DNS leads to, and where the record that proves it really has to
/// be written.
final class DelegationCheck {
    private static final int MOST_ALIASES = 8;

    private final Lookup lookup;
    private final UnaryOperator<String> registeredDomain;

    DelegationCheck(Lookup lookup, UnaryOperator<String> registeredDomain) {
        this.lookup = lookup;
        this.registeredDomain = registeredDomain;
    }

    /// Where DNS leads.
    ///
    /// @param target the name behind all aliases
    /// @param zone that it is in, if that could be learnt
    record Place(String target, Optional<String> zone) {}

    /// Whether the name's domain exists, its signatures are right, and its name servers have
    /// addresses.
    List<Finding> of(CertificateName.Dns name) {
        String host = name.proved();
        return switch (lookup.ask(host, Type.SOA)) {
            case Answer.Bogus(String why) ->
                    List.of(
                            Finding.refusal(
                                    name,
                                    "DNSSEC signatures of " + host + " are wrong: " + why,
                                    "sign the zone anew, or correct the DS record at the"
                                            + " registrar; authorities refuse such names, and"
                                            + " dnsviz.net shows what they see"));
            case Answer.Failed(String why) ->
                    List.of(
                            Finding.refusal(
                                    name,
                                    "the name servers of " + host + " do not answer: " + why,
                                    "see to the name servers, or to what the registrar says"
                                            + " they are"));
            case Answer.Silence(String why) -> List.of(Finding.silence(name, why));
            case Answer.Nothing(_, Optional<String> zone) ->
                    isLostDomain(registeredDomain.apply(host))
                            ? List.of(noSuchDomain(name, registeredDomain.apply(host)))
                            : servers(name, zone);
            case Answer.Records _ -> servers(name, Optional.of(host));
        };
    }

    /// Whether DNS knows nothing of a domain that somebody would have to register.
    private boolean isLostDomain(String domain) {
        return lookup.ask(domain, Type.SOA) instanceof Answer.Nothing(boolean exists, _) && !exists;
    }

    private static Finding noSuchDomain(CertificateName.Dns name, String domain) {
        return Finding.refusal(
                name,
                domain + " does not exist",
                "register "
                        + domain
                        + ", and tell the registrar its name servers; or correct the name in"
                        + " croft.yml");
    }

    private List<Finding> servers(CertificateName.Dns name, Optional<String> zone) {
        if (zone.isEmpty()
                || !(lookup.ask(zone.get(), Type.NS) instanceof Answer.Records(List<Record> all))) {
            return List.of();
        }
        List<String> servers =
                all.stream()
                        .filter(NSRecord.class::isInstance)
                        .map(r -> Lookup.text(((NSRecord) r).getTarget()))
                        .sorted()
                        .toList();
        List<String> lost = new ArrayList<>();
        for (String server : servers) {
            if (isLost(server)) {
                lost.add(server);
            }
        }
        if (lost.isEmpty()) {
            return List.of();
        }
        String what =
                "the zone "
                        + zone.get()
                        + " names servers without an address: "
                        + String.join(", ", lost);
        String remedy = "correct the NS records of " + zone.get();
        return List.of(
                lost.size() == servers.size()
                        ? Finding.refusal(name, what, remedy)
                        : Finding.warning(name, what, remedy));
    }

    private boolean isLost(String server) {
        return lookup.ask(server, Type.A) instanceof Answer.Nothing
                && lookup.ask(server, Type.AAAA) instanceof Answer.Nothing;
    }

    /// Follows aliases from the record that proves a name; adds what is wrong with them.
    Place follow(CertificateName.Dns name, String owner, List<Finding> findings) {
        Set<String> seen = new HashSet<>();
        String at = owner;
        while (true) {
            if (!seen.add(at) || seen.size() > MOST_ALIASES) {
                findings.add(
                        Finding.refusal(
                                name,
                                "the aliases that begin at " + owner + " have no end",
                                "correct the CNAME records; the last one was " + at));
                return new Place(at, Optional.empty());
            }
            Answer answer = lookup.ask(at, Type.CNAME);
            Optional<String> alias = Lookup.alias(answer, at);
            if (alias.isEmpty()) {
                return new Place(at, zone(answer, name, owner, at, findings));
            }
            at = alias.get();
        }
    }

    private Optional<String> zone(
            Answer answer,
            CertificateName.Dns name,
            String owner,
            String at,
            List<Finding> findings) {
        Optional<String> zone =
                answer instanceof Answer.Nothing(_, Optional<String> said)
                        ? said
                        : Optional.empty();
        if (at.equals(owner)) {
            return zone;
        }
        switch (answer) {
            case Answer.Bogus(String why) ->
                    findings.add(
                            Finding.refusal(
                                    name,
                                    owner
                                            + " is an alias of "
                                            + at
                                            + ", whose DNSSEC signatures are wrong: "
                                            + why,
                                    "sign that zone anew, or correct its DS record"));
            case Answer.Failed(String why) ->
                    findings.add(
                            Finding.refusal(
                                    name,
                                    owner
                                            + " is an alias of "
                                            + at
                                            + ", whose name servers do not answer: "
                                            + why,
                                    "see to the name servers of that zone, or remove the CNAME"));
            case Answer.Nothing _ when isLostDomain(registeredDomain.apply(at)) ->
                    findings.add(
                            Finding.refusal(
                                    name,
                                    owner
                                            + " is an alias of "
                                            + at
                                            + ", and "
                                            + registeredDomain.apply(at)
                                            + " does not exist",
                                    "correct or remove the CNAME"));
            case Answer.Nothing _, Answer.Records _, Answer.Silence _ ->
                    findings.add(
                            Finding.note(
                                    name,
                                    owner + " is an alias of " + at,
                                    "nothing to do: the proof is written there"));
        }
        return zone;
    }
}
