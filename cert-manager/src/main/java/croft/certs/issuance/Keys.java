package croft.certs.issuance;

import croft.platform.declaration.CertificateKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/// New keys.
final class Keys {
    private Keys() {}

    static KeyPair generate(CertificateKey kind) {
        try {
            return switch (kind) {
                case P256 -> curve("secp256r1");
                case P384 -> curve("secp384r1");
                case RSA2048 -> rsa(2048);
                case RSA3072 -> rsa(3072);
                case RSA4096 -> rsa(4096);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no " + kind.word() + " keys", e);
        }
    }

    private static KeyPair curve(String name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
