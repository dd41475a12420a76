package croft.certs.vault;

import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/// Private keys on their way into the database and out of it. Plain encodings are wiped as soon as
/// they are no longer needed.
final class SealedKeys {
    /// In the order in which keys of ours are met.
    private static final String[] ALGORITHMS = {"EC", "RSA"};

    private final Seal seal;

    SealedKeys(Seal seal) {
        this.seal = seal;
    }

    /// A private key alone: PKCS #8.
    byte[] seal(SealContext context, PrivateKey key) {
        return sealed(context, key.getEncoded());
    }

    /// A key pair: the length of the private key's PKCS #8 in four octets, then that, then the
    /// public key's SubjectPublicKeyInfo.
    byte[] seal(SealContext context, KeyPair keys) {
        byte[] secret = keys.getPrivate().getEncoded();
        byte[] open = keys.getPublic().getEncoded();
        byte[] both =
                ByteBuffer.allocate(4 + secret.length + open.length)
                        .putInt(secret.length)
                        .put(secret)
                        .put(open)
                        .array();
        Arrays.fill(secret, (byte) 0);
        return sealed(context, both);
    }

    /// @throws CannotOpen if it was sealed by another key or for another place, or was altered
    PrivateKey privateKey(SealContext context, byte[] sealed) throws CannotOpen {
        byte[] encoded = seal.open(context, sealed);
        try {
            return privateKey(encoded);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /// @throws CannotOpen if it was sealed by another key or for another place, or was altered
    KeyPair keyPair(SealContext context, byte[] sealed) throws CannotOpen {
        byte[] both = seal.open(context, sealed);
        byte[] secret = {};
        try {
            ByteBuffer parts = ByteBuffer.wrap(both);
            secret = new byte[parts.getInt()];
            parts.get(secret);
            byte[] open = new byte[parts.remaining()];
            parts.get(open);
            return new KeyPair(publicKey(open), privateKey(secret));
        } finally {
            Arrays.fill(both, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] sealed(SealContext context, byte[] plain) {
        try {
            return seal.seal(context, plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static PrivateKey privateKey(byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException _) {
                // The next one.
            }
        }
        throw new IllegalStateException("a stored private key is neither EC nor RSA");
    }

    private static PublicKey publicKey(byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException _) {
                // The next one.
            }
        }
        throw new IllegalStateException("a stored public key is neither EC nor RSA");
    }
}
