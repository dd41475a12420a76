package croft.certs.control;

import croft.certs.renewal.CertificateState;
import croft.certs.vault.Effort;
import croft.certs.vault.Trouble;
import croft.certs.wanted.Held;
import croft.certs.wanted.Reason;
import croft.certs.wanted.Variant;
import croft.certs.wanted.Verdict;
import croft.certs.wanted.Wanted;
import croft.platform.declaration.CertificatePolicy.Authority;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the renewal knows of a certificate, as the operator is told.
final class Entries {
    /// The kind of a trouble that ends when the operator has done something.
    private static final String WAITING = "dns-waiting";

    private Entries() {}

    static CertificateEntry of(CertificateState state, DeclaredAuthorities declared) {
        Wanted wanted = state.wanted();
        Optional<Held.Origin> origin = state.held().map(Held::origin);
        Optional<Trouble> trouble = state.effort().flatMap(Effort::trouble);
        boolean waits = trouble.filter(t -> t.kind().equals(WAITING)).isPresent();
        return new CertificateEntry(
                wanted.names(),
                wanted.variant() == Variant.RSA,
                origin.flatMap(Held.Origin::directory)
                        .map(declared::name)
                        .orElseGet(() -> wanted.terms().authority().toString()),
                origin.isPresent() ? origin.flatMap(Held.Origin::method) : declaredMethod(wanted),
                origin.isPresent()
                        ? origin.flatMap(Held.Origin::profile)
                        : wanted.terms().profile(),
                state.held().map(Entries::held),
                next(state.verdict()),
                state.error().map(said -> trouble(said, state)),
                state.alarm(),
                waits ? List.of(trouble.orElseThrow().remedy()) : List.of());
    }

    private static Optional<String> declaredMethod(Wanted wanted) {
        return switch (wanted.terms().authority()) {
            case Authority.Local _ -> Optional.empty();
            case Authority.Acme _ -> Optional.of(wanted.terms().challenge().word());
        };
    }

    private static CertificateEntry.Held held(Held held) {
        return new CertificateEntry.Held(
                held.serial(),
                held.issuer(),
                held.notBefore(),
                held.notAfter(),
                held.servedSince());
    }

    private static Optional<CertificateEntry.Attempt> next(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good(Held.Renewal renewal) ->
                    Optional.of(new CertificateEntry.Attempt(renewal.at(), why(renewal.why())));
            case Verdict.Issue _ -> Optional.empty();
            case Verdict.Wait(Reason _, Optional<Instant> until, String because) ->
                    until.map(at -> new CertificateEntry.Attempt(at, because));
        };
    }

    /// The end is told beside it.
    private static String why(Reason reason) {
        return reason instanceof Reason.NearItsEnd ? "in good time" : reason.toString();
    }

    private static CertificateEntry.Trouble trouble(String said, CertificateState state) {
        Optional<Effort> effort = state.effort();
        return new CertificateEntry.Trouble(
                said,
                effort.flatMap(Effort::trouble)
                        .filter(trouble -> trouble.said().equals(said))
                        .map(Trouble::remedy)
                        .orElse("look at croft status; it is tried again by itself"),
                effort.flatMap(Effort::tries).map(tries -> tries.failedAt()),
                effort.flatMap(Effort::tries).map(tries -> tries.count()).orElse(0));
    }
}
