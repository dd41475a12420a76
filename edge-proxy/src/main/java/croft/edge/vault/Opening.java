package croft.edge.vault;

import croft.edge.http.AddressText;
import croft.edge.tls.CertificateVariant;
import croft.edge.tls.CertifiedAddress;
import croft.edge.tls.HeldCertificate;
import croft.platform.declaration.HostName;
import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// Makes what is stored presentable: parses the chain, opens the key.
record Opening(Seal seal) {
    HeldCertificate open(StoredCertificate stored) throws CannotOpen, GeneralSecurityException {
        List<HostName> names = new ArrayList<>();
        List<CertifiedAddress> addresses = new ArrayList<>();
        for (String name : stored.names()) {
            InetAddress address = AddressText.parse(name);
            if (address == null) {
                names.add(new HostName(name));
            } else {
                addresses.add(new CertifiedAddress(name, address));
            }
        }
        return open(
                names,
                addresses,
                stored.variant(),
                stored.chainPem(),
                new SealContext("certs.version:" + stored.version()),
                Base64.getDecoder().decode(stored.sealedKey()));
    }

    /// A certificate that proves a name.
    ///
    /// @param shownAs the name that the authority asks for
    HeldCertificate openProof(UUID id, HostName shownAs, String pem, byte[] sealedKey)
            throws CannotOpen, GeneralSecurityException {
        return open(
                List.of(shownAs),
                List.of(),
                CertificateVariant.MAIN,
                pem,
                new SealContext("certs.challenge_answer:" + id),
                sealedKey);
    }

    private HeldCertificate open(
            List<HostName> names,
            List<CertifiedAddress> addresses,
            CertificateVariant variant,
            String pem,
            SealContext context,
            byte[] sealedKey)
            throws CannotOpen, GeneralSecurityException {
        List<X509Certificate> chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (chain.isEmpty()) {
            throw new GeneralSecurityException(context + ": no certificate in its chain");
        }
        byte[] key = seal.open(context, sealedKey);
        try {
            return new HeldCertificate(
                    names,
                    addresses,
                    variant,
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
