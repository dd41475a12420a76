package croft.platform.declaration;

import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms.Challenge;
import java.util.List;
import java.util.Optional;

/// What must hold between a site's names and how it gets its certificate.
final class CertificateChecks {
    private CertificateChecks() {}

    /// Looks for mistakes of one site.
    ///
    /// @param everywhere what the section `certificates` says
    static void of(CroftYml.SiteDraft site, CertificatesYml.Draft everywhere, Review review) {
        CertificatesYml.Draft draft = site.certificate().or(everywhere);
        draft.wildcard()
                .filter(said ->
                        said.value()
                                && site.host()
                                        .filter(host -> host.value().isWildcard())
                                        .isPresent())
                .ifPresent(said ->
                        review.mistake(
                                said.at(),
                                said.path(),
                                "the host is a wildcard itself (expected: nothing)"));
        if (draft.saysAuthority() && draft.authority().isEmpty()) {
            return;
        }
        if (!draft.saysAuthority()) {
            site.names().stream()
                    .filter(name -> !name.value().isForDevelopment())
                    .forEach(name ->
                            review.mistake(
                                    name.at(),
                                    name.path(),
                                    Shown.quoted(name.value().value())
                                            + " needs a certificate authority, and none is said"
                                            + " (expected: \"certificates: { authority: letsencrypt"
                                            + " }\"; a name under .localhost or .test; or"
                                            + " \"certificates: { authority: local }\")"));
            return;
        }
        Authority authority = authorityOf(site, draft).authority().orElseThrow();
        if (!(authority instanceof Authority.Acme acme)) {
            return;
        }
        if (isPublic(acme)) {
            site.names().stream()
                    .filter(name -> name.value().isForDevelopment())
                    .forEach(name ->
                            review.mistake(
                                    name.at(),
                                    name.path(),
                                    Shown.quoted(name.value().value())
                                            + " exists on no public network, so "
                                            + acme
                                            + " does not certify it (expected: a site of its"
                                            + " own, which gets a certificate of the local"
                                            + " authority)"));
        }
        proof(site, draft, review);
    }

    private static void proof(CroftYml.SiteDraft site, CertificatesYml.Draft draft, Review review) {
        Challenge challenge = draft.proof();
        Optional<Placed<HostName>> wildcard = site.host().filter(host -> host.value().isWildcard());
        wildcard.filter(_ -> !challenge.provesWildcards())
                .ifPresent(host ->
                        review.mistake(
                                host.at(),
                                host.path(),
                                Shown.quoted(host.value().value())
                                        + " cannot be proved by "
                                        + challenge.word()
                                        + " (expected: challenge: dns-01, and who holds the zone in"
                                        + " dns)"));
        draft.wildcard()
                .filter(said -> said.value() && !challenge.provesWildcards())
                .ifPresent(said ->
                        review.mistake(
                                said.at(),
                                said.path(),
                                "a wildcard cannot be proved by "
                                        + challenge.word()
                                        + " (expected: challenge: dns-01, and who holds the zone in"
                                        + " dns)"));
        draft.challenge()
                .filter(said -> said.value() == Challenge.DNS_01 && !draft.saysDns())
                .ifPresent(said ->
                        review.mistake(
                                said.at(),
                                said.path(),
                                "dns-01 without dns (expected: who holds the zone, such as \"dns: {"
                                        + " provider: luadns, … }\")"));
    }

    /// The draft with the local authority for a site whose names no public authority knows.
    static CertificatesYml.Draft authorityOf(CroftYml.SiteDraft site, CertificatesYml.Draft draft) {
        List<Placed<HostName>> names = site.names();
        boolean local =
                draft.authority().isPresent()
                        && draft.authority().get() instanceof Authority.Acme acme
                        && isPublic(acme)
                        && !names.isEmpty()
                        && names.stream().allMatch(name -> name.value().isForDevelopment());
        return local ? draft.by(new Authority.Local()) : draft;
    }

    /// Whether it has a name: what is behind a URL may well be an authority for `.test`.
    private static boolean isPublic(Authority.Acme acme) {
        return !acme.name().startsWith("https:");
    }
}
