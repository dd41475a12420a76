package croft.certs.intake;

import croft.certs.vault.Issued;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A certificate with its chain and its key as PEM text, in whatever order the certificates are.
public final class CertificateText {
    /// RFC 5280 §4.2.1.6: the kinds of names that matter here.
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    /// The longest chains that are offered today have four.
    private static final int MOST = 20;

    private CertificateText() {}

    /// Reads both, and puts the chain in order: the certificate of the key first, each followed by
    /// who signed it, without roots.
    ///
    /// @throws Unusable if one cannot be read or they do not belong together
    public static Issued read(String chain, String key) throws Unusable {
        List<X509Certificate> found = certificates(chain);
        KeyPair keys = KeyText.read(key);
        X509Certificate leaf =
                found.stream()
                        .filter(c ->
                                Arrays.equals(
                                        c.getPublicKey().getEncoded(),
                                        keys.getPublic().getEncoded()))
                        .findFirst()
                        .orElseThrow(() ->
                                new Unusable(
                                        "the key does not belong to the certificate (expected: the"
                                                + " one that was made for it)"));
        List<X509Certificate> ordered = new ArrayList<>();
        for (Optional<X509Certificate> next = Optional.of(leaf); next.isPresent(); ) {
            X509Certificate certificate = next.get();
            ordered.add(certificate);
            next =
                    found.stream()
                            .filter(c ->
                                    !ordered.contains(c) && !isRoot(c) && signed(c, certificate))
                            .findFirst();
        }
        return new Issued(ordered, keys.getPrivate());
    }

    /// The host names and addresses that a certificate is for, as text in lower case.
    public static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return List.of();
            }
            return names.stream()
                    .filter(name ->
                            name.get(0) instanceof Integer kind
                                    && (kind == DNS_NAME || kind == IP_ADDRESS))
                    .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                    .toList();
        } catch (CertificateException _) {
            return List.of();
        }
    }

    /// Whether a certificate for `names` is one for `name` too.
    public static boolean covers(List<String> names, String name) {
        int dot = name.indexOf('.');
        return names.contains(name) || (dot > 0 && names.contains("*" + name.substring(dot)));
    }

    private static List<X509Certificate> certificates(String pem) throws Unusable {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (var read :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            pem.getBytes(StandardCharsets.UTF_8)))) {
                if (read instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new Unusable("the certificate is not readable (expected: PEM)", e);
        }
        if (found.isEmpty() || found.size() > MOST) {
            throw new Unusable(
                    found.isEmpty()
                            ? "there is no certificate in it (expected: PEM)"
                            : found.size() + " certificates (expected: 1 to " + MOST + ")");
        }
        return found;
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
