package croft.certs.preflight;

import croft.certs.wanted.CertificateName;
import croft.platform.declaration.CertificateTerms.Challenge;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The CAA records of a name as DNS has them.
final class CaaCheck {
    private final Lookup lookup;
    private final Caa caa = new Caa(this::records);

    CaaCheck(Lookup lookup) {
        this.lookup = lookup;
    }

    Optional<Finding> of(CertificateName.Dns name, Challenge challenge, Issuer issuer) {
        return switch (caa.judge(name, challenge, issuer)) {
            case Caa.Verdict.Allowed _ -> Optional.empty();
            case Caa.Verdict.Refused(_, String why, String remedy) ->
                    // Who gives itself no name may well not look at such records at all.
                    Optional.of(
                            issuer.domains().isEmpty()
                                    ? Finding.warning(name, why, remedy)
                                    : Finding.refusal(name, why, remedy));
            case Caa.Verdict.Unknown(String where, String why) ->
                    Optional.of(
                            isSilent(where)
                                    ? Finding.silence(name, why)
                                    : Finding.refusal(
                                            name,
                                            "whether CAA records at "
                                                    + where
                                                    + " let "
                                                    + issuer.name()
                                                    + " issue cannot be known: "
                                                    + why,
                                            "an authority that cannot know issues nothing: see to the"
                                                    + " name servers of "
                                                    + where));
        };
    }

    /// Whether the resolvers, and not the name's servers, are to blame.
    private boolean isSilent(String name) {
        return lookup.isSilent() || lookup.ask(name, Type.CAA) instanceof Answer.Silence;
    }

    private CaaAnswer records(String name) {
        return switch (lookup.ask(name, Type.CAA)) {
            case Answer.Records(List<Record> records) -> records(name, records);
            case Answer.Nothing _ -> new CaaAnswer.None();
            case Answer.Bogus(String why) -> new CaaAnswer.Failed("its signature is wrong: " + why);
            case Answer.Failed(String why) -> new CaaAnswer.Failed(why);
            case Answer.Silence(String why) -> new CaaAnswer.Failed(why);
        };
    }

    private static CaaAnswer records(String name, List<Record> records) {
        List<CaaRecord> found =
                records.stream()
                        .filter(CAARecord.class::isInstance)
                        .map(CAARecord.class::cast)
                        .map(r -> new CaaRecord(r.getFlags(), r.getTag(), r.getValue()))
                        .toList();
        if (!found.isEmpty()) {
            return new CaaAnswer.Found(found);
        }
        // Whether the resolver went on from the alias is not known, so it is asked for its target.
        return Lookup.alias(new Answer.Records(records), name)
                .<CaaAnswer>map(CaaAnswer.Alias::new)
                .orElseGet(CaaAnswer.None::new);
    }
}
