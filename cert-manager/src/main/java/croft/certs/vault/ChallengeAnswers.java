package croft.certs.vault;

import croft.certs.wanted.CertificateName;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What every edge answers an authority with.
public final class ChallengeAnswers {
    /// No authority takes longer to look; a row that a crash left behind ends by itself.
    private static final Duration LIFE = Duration.ofHours(1);

    private final AnswerRows rows;
    private final SealedKeys keys;

    public ChallengeAnswers(Tables tables, Seal seal) {
        this.rows = tables.answers;
        this.keys = new SealedKeys(seal);
    }

    /// A file on the plain port.
    public void http(
            OpenIssuance issuance,
            CertificateName name,
            String token,
            String keyAuthorization,
            Instant now) {
        rows.save(
                new AnswerRow(
                        UUID.randomUUID(),
                        issuance.id(),
                        "http-01",
                        name.text(),
                        token,
                        keyAuthorization,
                        null,
                        null,
                        now.plus(LIFE)));
    }

    /// A certificate in a handshake.
    public void alpn(
            OpenIssuance issuance,
            CertificateName name,
            X509Certificate certificate,
            PrivateKey key,
            Instant now) {
        UUID id = UUID.randomUUID();
        rows.save(
                new AnswerRow(
                        id,
                        issuance.id(),
                        "tls-alpn-01",
                        name.text(),
                        null,
                        null,
                        Pem.of(List.of(certificate)),
                        keys.seal(new SealContext("certs.challenge_answer:" + id), key),
                        now.plus(LIFE)));
    }

    /// Takes back all answers of an order.
    public void delete(OpenIssuance issuance) {
        rows.deleteOf(issuance.id());
    }

    /// Takes back those answers of an order that were given before.
    public void deleteBefore(OpenIssuance issuance, Instant then) {
        rows.deleteOf(issuance.id(), then.plus(LIFE));
    }

    /// Deletes those that have ended, and those whose order needs no proof any more: who was to
    /// take them back has crashed.
    public void forget(Instant now) {
        rows.forget(now);
    }
}
