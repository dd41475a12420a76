package croft.certs.preflight;

import croft.certs.wanted.CertificateName;
import croft.platform.declaration.CertificateTerms.Challenge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether the CAA records of a name let an authority issue for it (RFC 8659), for our account and
/// by our way to prove the name (RFC 8657). Pure: the look-up is passed in.
final class Caa {
    /// More aliases in a row are a loop, or as bad as one.
    private static final int MOST_ALIASES = 8;

    /// Tags that no authority takes for unknown. `issuemail` (RFC 9495) says nothing of servers.
    private static final Set<String> KNOWN =
            Set.of("issue", "issuewild", "iodef", "issuemail", "contactemail", "contactphone");

    private final Function<String, CaaAnswer> lookup;

    /// An evaluator that asks this for the records of a name: in lower case, without trailing dot.
    Caa(Function<String, CaaAnswer> lookup) {
        this.lookup = lookup;
    }

    /// What the records say.
    sealed interface Verdict {
        /// The authority may issue.
        ///
        /// @param where the records are; empty: there are none
        record Allowed(Optional<String> where) implements Verdict {}

        /// It may not.
        ///
        /// @param where the records are
        record Refused(String where, String why, String remedy) implements Verdict {}

        /// An authority that cannot look does not issue (RFC 8659 §3, Baseline Requirements
        /// §3.2.2.8).
        record Unknown(String where, String why) implements Verdict {}
    }

    /// Whether this authority may issue for a name.
    Verdict judge(CertificateName.Dns name, Challenge challenge, Issuer issuer) {
        String at = name.proved();
        while (true) {
            switch (follow(at)) {
                case CaaAnswer.Found(List<CaaRecord> records) -> {
                    return judge(at, records, name.isWildcard(), challenge, issuer);
                }
                case CaaAnswer.Failed(String why) -> {
                    return new Verdict.Unknown(at, why);
                }
                case CaaAnswer.None _, CaaAnswer.Alias _ -> {
                    int dot = at.indexOf('.');
                    if (dot < 0) {
                        return new Verdict.Allowed(Optional.empty());
                    }
                    // The tree of the name is climbed, not that of an alias' target.
                    at = at.substring(dot + 1);
                }
            }
        }
    }

    private CaaAnswer follow(String name) {
        String at = name;
        Set<String> seen = new HashSet<>();
        while (seen.add(at)) {
            CaaAnswer answer = lookup.apply(at);
            if (!(answer instanceof CaaAnswer.Alias(String target))) {
                return answer;
            }
            if (seen.size() > MOST_ALIASES) {
                return new CaaAnswer.Failed("more than " + MOST_ALIASES + " aliases in a row");
            }
            at = target.toLowerCase(Locale.ROOT);
        }
        return new CaaAnswer.Failed("its aliases lead back to " + at);
    }

    private static Verdict judge(
            String where,
            List<CaaRecord> records,
            boolean wildcard,
            Challenge challenge,
            Issuer issuer) {
        Optional<CaaRecord> unknown =
                records.stream()
                        .filter(r -> r.isCritical() && !KNOWN.contains(r.tag()))
                        .findFirst();
        if (unknown.isPresent()) {
            return new Verdict.Refused(
                    where,
                    "the CAA record "
                            + unknown.get()
                            + " at "
                            + where
                            + " is marked critical, and no authority knows its tag",
                    "correct or remove that record");
        }
        List<CaaRecord> that = that(records, wildcard);
        if (that.isEmpty()) {
            return new Verdict.Allowed(Optional.of(where));
        }
        List<String> obstacles = new ArrayList<>();
        for (CaaRecord record : that) {
            Optional<String> obstacle = obstacle(record, challenge, issuer);
            if (obstacle.isEmpty()) {
                return new Verdict.Allowed(Optional.of(where));
            }
            obstacles.add(record + " " + obstacle.get());
        }
        return new Verdict.Refused(
                where,
                "CAA at "
                        + where
                        + " does not let "
                        + issuer.name()
                        + " issue: "
                        + String.join("; ", obstacles),
                remedy(where, that.getFirst().tag(), issuer));
    }

    /// The records that count. `issuewild` beats `issue` for wildcards, and says nothing of other
    /// names (RFC 8659 §4.3).
    private static List<CaaRecord> that(List<CaaRecord> records, boolean wildcard) {
        List<CaaRecord> wild = records.stream().filter(r -> r.tag().equals("issuewild")).toList();
        return wildcard && !wild.isEmpty()
                ? wild
                : records.stream().filter(r -> r.tag().equals("issue")).toList();
    }

    /// Why a record does not let the authority issue; empty if it does.
    private static Optional<String> obstacle(CaaRecord record, Challenge challenge, Issuer issuer) {
        Optional<CaaValue> parsed = CaaValue.parse(record.value());
        if (parsed.isEmpty()) {
            return Optional.of("is malformed and so lets nobody");
        }
        CaaValue value = parsed.get();
        if (value.domain().isEmpty()) {
            return Optional.of("lets nobody");
        }
        if (issuer.domains().stream().noneMatch(value.domain()::equalsIgnoreCase)) {
            return Optional.of("names another");
        }
        if (!value.allowsMethod(challenge.word())) {
            return Optional.of("does not allow " + challenge.word());
        }
        return value.allowsAccount(issuer.account())
                ? Optional.empty()
                : Optional.of(
                        "is for another account"
                                + issuer.account().map(a -> " than " + a).orElse(""));
    }

    private static String remedy(String where, String tag, Issuer issuer) {
        if (issuer.domains().isEmpty()) {
            return "the authority does not say what it is called in CAA records: see its website,"
                    + " and add it at "
                    + where;
        }
        String line = where + ". CAA 0 " + tag + " \"" + issuer.domains().getFirst() + "\"";
        return "add the record "
                + line
                + (issuer.domains().size() == 1
                        ? ""
                        : issuer.domains().stream()
                                .skip(1)
                                .collect(Collectors.joining(", ", " (or ", ")")));
    }
}
