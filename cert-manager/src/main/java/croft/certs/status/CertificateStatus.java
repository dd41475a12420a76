package croft.certs.status;

import croft.certs.renewal.CertificateState;
import croft.certs.renewal.Renewal;
import croft.certs.renewal.Standing;
import croft.certs.wanted.Held;
import croft.platform.service.StatusDetail;
import io.micronaut.serde.annotation.Serdeable;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// This service's part of `/status`, as docs/contracts/environment.md describes it.
public final class CertificateStatus implements StatusDetail {
    private final Renewal renewal;

    /// The status of this renewal.
    public CertificateStatus(Renewal renewal) {
        this.renewal = renewal;
    }

    @Override
    public Object detail() {
        Standing standing = renewal.standing();
        return new Detail(
                standing.root().map(CertificateStatus::authority).orElse(null),
                standing.certificates().stream().map(CertificateStatus::entry).toList(),
                standing.problem().orElse(null));
    }

    private static Authority authority(X509Certificate root) {
        return new Authority(fingerprint(root), root.getNotAfter().toInstant());
    }

    private static Entry entry(CertificateState certificate) {
        Held held = certificate.held().orElse(null);
        return new Entry(
                certificate.names().texts(),
                held == null ? null : held.serial(),
                held == null ? null : held.issuer(),
                held == null ? null : held.notBefore(),
                held == null ? null : held.notAfter(),
                held == null ? null : held.renewAt(),
                state(certificate),
                certificate.error().orElse(null));
    }

    private static String state(CertificateState certificate) {
        if (certificate.error().isPresent()) {
            return "failing";
        }
        return certificate.held().isPresent() ? "held" : "missing";
    }

    /// SHA-256 as `openssl x509 -fingerprint -sha256` and browsers print it: `AB:CD:…`.
    private static String fingerprint(X509Certificate root) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(root.getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /// The answer.
    @Serdeable
    record Detail(
            @Nullable Authority authority, List<Entry> certificates, @Nullable String problem) {}

    /// The local authority's root.
    @Serdeable
    record Authority(String fingerprint, Instant notAfter) {}

    /// One wanted certificate.
    @Serdeable
    record Entry(
            List<String> names,
            @Nullable String serial,
            @Nullable String issuer,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            @Nullable Instant renewAt,
            String state,
            @Nullable String error) {}
}
