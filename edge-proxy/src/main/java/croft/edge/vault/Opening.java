package croft.edge.vault;

import croft.edge.tls.HeldCertificate;
import croft.platform.declaration.HostName;
import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Makes a stored certificate presentable: parses its chain, opens its key.
record Opening(Seal seal) {
    HeldCertificate open(StoredCertificate stored) throws CannotOpen, GeneralSecurityException {
        List<X509Certificate> chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(
                                        stored.chainPem().getBytes(StandardCharsets.US_ASCII)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (chain.isEmpty()) {
            throw new GeneralSecurityException(stored + ": no certificate in its chain");
        }
        byte[] key =
                seal.open(
                        new SealContext("certs.version:" + stored.version()),
                        Base64.getDecoder().decode(stored.sealedKey()));
        try {
            return new HeldCertificate(
                    stored.names().stream().map(HostName::new).toList(),
                    chain,
                    privateKey(key, chain.getFirst().getPublicKey().getAlgorithm()));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static PrivateKey privateKey(byte[] pkcs8, String algorithm)
            throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }
}
