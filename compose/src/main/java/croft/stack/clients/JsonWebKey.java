package croft.stack.clients;

import croft.stack.report.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;

/// A private key as JSON (RFC 7517, RFC 7518 §6), for those who read PEM.
final class JsonWebKey {
    private JsonWebKey() {}

    /// The key as PKCS #8 in PEM.
    ///
    /// @throws IOException if it is no RSA or EC key
    static String pem(Json key) throws IOException {
        try {
            return switch (key.get("kty").text("")) {
                case "RSA" -> Pem.of("PRIVATE KEY", rsa(key).getEncoded());
                case "EC" -> Pem.of("PRIVATE KEY", ec(key).getEncoded());
                default ->
                        throw new IOException("the key is of an unknown kind (expected: RSA, EC)");
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("the key is damaged (expected: a private JWK)", e);
        }
    }

    private static PrivateKey rsa(Json key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(
                        new RSAPrivateCrtKeySpec(
                                number(key, "n"),
                                number(key, "e"),
                                number(key, "d"),
                                number(key, "p"),
                                number(key, "q"),
                                number(key, "dp"),
                                number(key, "dq"),
                                number(key, "qi")));
    }

    private static PrivateKey ec(Json key) throws GeneralSecurityException {
        String curve =
                switch (key.get("crv").text("")) {
                    case "P-256" -> "secp256r1";
                    case "P-384" -> "secp384r1";
                    case "P-521" -> "secp521r1";
                    default -> throw new IllegalArgumentException("crv");
                };
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new ECPrivateKeySpec(
                                number(key, "d"),
                                parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(Json key, String name) {
        byte[] octets =
                Base64.getUrlDecoder()
                        .decode(key.get(name).text("").getBytes(StandardCharsets.US_ASCII));
        if (octets.length == 0) {
            throw new IllegalArgumentException(name);
        }
        return new BigInteger(1, octets);
    }
}
