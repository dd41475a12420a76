package croft.certs.intake;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// A private key as PEM text: PKCS #8, PKCS #1 (`RSA PRIVATE KEY`) or SEC 1 (`EC PRIVATE KEY`),
/// with or without the curve's parameters before it.
///
/// The public key is computed from the private one rather than read: some files lack it, and one
/// that did not belong to it would be found out only by a client.
public final class KeyText {
    /// RSA keys shorter than this are taken by no authority and no browser.
    private static final int SHORTEST_RSA = 2048;

    private KeyText() {}

    /// Reads the first key of a text.
    ///
    /// @throws Unusable if there is none, or if it is protected by a password or of another kind
    ///   than RSA and the NIST curves
    public static KeyPair read(String pem) throws Unusable {
        PrivateKeyInfo found = find(pem);
        try {
            PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(found);
            return new KeyPair(publicKey(key), key);
        } catch (PEMException e) {
            throw new Unusable("the key is damaged, or of an unknown kind (" + EXPECTED + ")", e);
        } catch (GeneralSecurityException | ArithmeticException | IllegalArgumentException e) {
            throw new Unusable("the key is damaged (" + EXPECTED + ")", e);
        }
    }

    private static final String EXPECTED = "expected: an RSA or EC key as PEM";

    private static PrivateKeyInfo find(String pem) throws Unusable {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object read = parser.readObject(); read != null; read = parser.readObject()) {
                switch (read) {
                    case PEMKeyPair pair -> {
                        return pair.getPrivateKeyInfo();
                    }
                    case PrivateKeyInfo info -> {
                        return info;
                    }
                    case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                            throw new Unusable(
                                    "the key is protected by a password (expected: one without;"
                                            + " remedy: openssl pkey -in KEY -out NEW)");
                    default -> {
                        // Parameters of a curve, or a certificate beside the key.
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // The parser throws what its decoders do.
            throw new Unusable("the key is not readable (" + EXPECTED + ")", e);
        }
        throw new Unusable("there is no key in it (" + EXPECTED + ")");
    }

    private static PublicKey publicKey(PrivateKey key) throws GeneralSecurityException, Unusable {
        return switch (key) {
            case RSAPrivateCrtKey rsa -> {
                if (rsa.getModulus().bitLength() < SHORTEST_RSA) {
                    throw new Unusable(
                            "the key is an RSA key of "
                                    + rsa.getModulus().bitLength()
                                    + " bits (expected: "
                                    + SHORTEST_RSA
                                    + " or more)");
                }
                yield KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            }
            case ECPrivateKey ec ->
                    KeyFactory.getInstance("EC")
                            .generatePublic(
                                    new ECPublicKeySpec(
                                            point(ec.getParams(), ec.getS()), ec.getParams()));
            default ->
                    throw new Unusable(
                            "the key is of the kind " + key.getAlgorithm() + " (" + EXPECTED + ")");
        };
    }

    private static ECPoint point(ECParameterSpec curve, BigInteger secret) {
        return EC5Util.convertPoint(
                new FixedPointCombMultiplier().multiply(EC5Util.convertSpec(curve).getG(), secret));
    }
}
