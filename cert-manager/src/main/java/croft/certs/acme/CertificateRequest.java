package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.io.IOException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// What an order is finished with (RFC 8555 §7.4): the names and the key of the certificate. Its
/// subject is empty: a name there is of no use to any client of this century, is limited to 64
/// characters, and is left to the authority's profile.
public final class CertificateRequest {
    private CertificateRequest() {}

    /// A PKCS#10 request in DER.
    ///
    /// @param names exactly those of the order
    /// @param key P-256, P-384 or RSA
    public static byte[] of(List<CertificateName> names, KeyPair key) {
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(
                    Extension.subjectAlternativeName, false, AlternativeNames.of(names));
            return new JcaPKCS10CertificationRequestBuilder(new X500Principal(""), key.getPublic())
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder(algorithm(key)).build(key.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalArgumentException(
                    key.getPublic().getAlgorithm() + " key (expected: P-256, P-384 or RSA)", e);
        }
    }

    private static String algorithm(KeyPair key) {
        if (key.getPublic() instanceof ECPublicKey ec) {
            return ec.getParams().getOrder().bitLength() > 256
                    ? "SHA384withECDSA"
                    : "SHA256withECDSA";
        }
        return "SHA256withRSA";
    }
}
