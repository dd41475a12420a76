package croft.certs.preflight;

import croft.certs.wanted.CertificateName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// Whether the record that proves a name for good is there (draft-ietf-acme-dns-persist-01 §3.1).
///
/// What it has to say comes from our own account and from the name that the authority gives itself
/// for CAA, never from what it writes into a challenge: whoever can forge that would have our zone
/// vouch for another's account.
final class PersistCheck {
    private static final String OWNER = "_validation-persist.";

    /// So long before the record ends it is time to write the next one.
    private static final Duration SOON = Duration.ofDays(30);

    private final Lookup lookup;

    PersistCheck(Lookup lookup) {
        this.lookup = lookup;
    }

    List<Finding> of(CertificateName.Dns name, Issuer issuer, Instant now) {
        String owner = OWNER + name.proved();
        if (issuer.domains().isEmpty() || issuer.account().isEmpty()) {
            return List.of(
                    Finding.refusal(
                            name,
                            "what "
                                    + owner
                                    + " has to say is not known: "
                                    + (issuer.account().isEmpty()
                                            ? "there is no account at " + issuer.name() + " yet"
                                            : issuer.name() + " gives itself no name"),
                            issuer.account().isEmpty()
                                    ? "it is made with the first certificate; look again then"
                                    : "prove the name in another way"));
        }
        return switch (lookup.ask(owner, Type.TXT)) {
            case Answer.Records(List<Record> records) ->
                    judge(name, owner, texts(records), issuer, now);
            case Answer.Nothing _ -> judge(name, owner, List.of(), issuer, now);
            case Answer.Bogus(String why) -> List.of(unseen(name, owner, why));
            case Answer.Failed(String why) -> List.of(unseen(name, owner, why));
            case Answer.Silence _ -> List.of();
        };
    }

    private static Finding unseen(CertificateName.Dns name, String owner, String why) {
        return Finding.refusal(
                name, owner + " cannot be looked up: " + why, "see to the zone's name servers");
    }

    private static List<String> texts(List<Record> records) {
        return records.stream()
                .filter(TXTRecord.class::isInstance)
                .map(r -> String.join("", ((TXTRecord) r).getStrings()))
                .toList();
    }

    private static List<Finding> judge(
            CertificateName.Dns name,
            String owner,
            List<String> texts,
            Issuer issuer,
            Instant now) {
        List<String> obstacles = new ArrayList<>();
        for (String text : texts) {
            Optional<CaaValue> parsed = CaaValue.parse(text);
            if (parsed.isEmpty() || !issuer.domains().contains(parsed.get().domain())) {
                continue;
            }
            CaaValue value = parsed.get();
            Optional<Instant> until = until(value);
            if (!value.one("accounturi").equals(issuer.account().map(URI::toString))) {
                obstacles.add("one names another account");
            } else if (name.isWildcard()
                    && !value.one("policy").filter("wildcard"::equalsIgnoreCase).isPresent()) {
                obstacles.add("the one that is there is not for wildcards");
            } else if (until.isPresent() && !until.get().isAfter(now)) {
                obstacles.add("the one that is there ended " + until.get());
            } else if (until.isPresent() && until.get().isBefore(now.plus(SOON))) {
                return List.of(
                        Finding.warning(
                                name,
                                owner + " proves the name only until " + until.get(),
                                "write it anew with a later persistUntil"));
            } else {
                return List.of();
            }
        }
        return List.of(
                Finding.refusal(
                        name,
                        owner
                                + " has no record that proves the name"
                                + (obstacles.isEmpty() ? "" : ": " + String.join(", ", obstacles)),
                        "add the record " + owner + ". TXT \"" + wanted(name, issuer) + "\""));
    }

    private static Optional<Instant> until(CaaValue value) {
        return value.one("persistuntil")
                .filter(text -> text.matches("[0-9]{1,12}"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)));
    }

    private static String wanted(CertificateName.Dns name, Issuer issuer) {
        return issuer.domains().getFirst()
                + "; accounturi="
                + issuer.account().map(URI::toString).orElseThrow()
                + (name.isWildcard() ? "; policy=wildcard" : "");
    }
}
