package croft.platform.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals values at rest with the installation's `vault-key`: AES-256-GCM under a key of its own for
/// each context.
///
/// A sealed value is
///
///     version (1 byte, 1) · key id (4) · nonce (12, random) · ciphertext · tag (16)
///
/// and the authenticated data are version, key id and context. The key is HKDF-SHA256 (RFC 5869)
/// of the master without salt, which the RFC allows as the master is uniformly random, with
/// `croft.seal.1:` and the context as info. As every context has its own key, random nonces never
/// come near their limit (NIST SP 800-38D §8.3: 2^32 values under one key).
///
/// The key id is not secret: an HKDF output under an info of its own. It tells "another key" from
/// "altered", and lets what the key before this one has sealed be opened as well: while a key is
/// rotated, the old one is the secret `vault-key-previous`.
///
/// Thread-safe.
public final class Seal {
    /// The secret that holds the master: 32 random bytes in base64.
    public static final SecretName MASTER = new SecretName("vault-key");

    /// The secret that holds the master before this one, while not everything is sealed anew.
    public static final SecretName PREVIOUS = new SecretName("vault-key-previous");

    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEADER_BYTES = 1 + KEY_ID_BYTES;

    private final Master current;
    private final Optional<Master> previous;
    private final RandomGenerator random;

    private Seal(Master current, Optional<Master> previous, RandomGenerator random) {
        this.current = current;
        this.previous = previous;
        this.random = random;
    }

    /// The seal of this installation.
    ///
    /// @throws UnusableSecret if `vault-key` is missing, or if it or `vault-key-previous`, which
    ///   may be missing, is not 32 bytes in base64
    public static Seal of(Secrets secrets) {
        Optional<Master> previous;
        try {
            previous = Optional.of(Master.of(PREVIOUS, secrets.read(PREVIOUS)));
        } catch (MissingSecret _) {
            previous = Optional.empty();
        }
        return new Seal(Master.of(MASTER, secrets.read(MASTER)), previous, new SecureRandom());
    }

    static Seal of(byte[] master, RandomGenerator random) {
        return new Seal(Master.of(master), Optional.empty(), random);
    }

    /// Whether a key before this one may have sealed something.
    public boolean isRotating() {
        return previous.isPresent();
    }

    /// Whether it was sealed with the present key.
    public boolean isCurrent(byte[] sealed) {
        return sealed.length >= HEADER_BYTES && current.hasSealed(sealed);
    }

    public byte[] seal(SealContext context, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(VERSION).put(current.id()).array();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, current, context, header, nonce);
            byte[] encrypted = cipher.doFinal(plain);
            return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + encrypted.length)
                    .put(header)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    /// What was sealed.
    ///
    /// @throws CannotOpen if `sealed` was not sealed by this key for this context
    public byte[] open(SealContext context, byte[] sealed) throws CannotOpen {
        if (sealed.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || sealed[0] != VERSION) {
            throw new CannotOpen(CannotOpen.Reason.NOT_SEALED, context);
        }
        byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
        Master master =
                Optional.of(current)
                        .filter(key -> key.hasSealed(sealed))
                        .or(() -> previous.filter(key -> key.hasSealed(sealed)))
                        .orElseThrow(() -> new CannotOpen(CannotOpen.Reason.OTHER_KEY, context));
        byte[] nonce = Arrays.copyOfRange(sealed, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
        try {
            int start = HEADER_BYTES + NONCE_BYTES;
            return cipher(Cipher.DECRYPT_MODE, master, context, header, nonce)
                    .doFinal(sealed, start, sealed.length - start);
        } catch (AEADBadTagException e) {
            throw new CannotOpen(CannotOpen.Reason.ALTERED, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    private static Cipher cipher(
            int mode, Master master, SealContext context, byte[] header, byte[] nonce)
            throws GeneralSecurityException {
        byte[] key = derive(master.key(), "croft.seal.1:" + context.value(), 32);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(context.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derive(SecretKey master, String info, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(master)
                                    .thenExpand(info.getBytes(StandardCharsets.UTF_8), length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
        }
    }

    /// The keys' ids only.
    @Override
    public String toString() {
        return "seal with key "
                + HexFormat.of().formatHex(current.id())
                + previous.map(key -> ", before it " + HexFormat.of().formatHex(key.id()))
                        .orElse("");
    }

    /// A master and its id.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Master(SecretKey key, byte[] id) {
        static Master of(SecretName name, String text) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw unusable(name, "not base64");
            }
            if (bytes.length != 32) {
                throw unusable(name, bytes.length + " bytes");
            }
            return of(bytes);
        }

        static Master of(byte[] bytes) {
            SecretKey key = new SecretKeySpec(bytes, "HKDF");
            return new Master(key, derive(key, "croft.seal.key-id", KEY_ID_BYTES));
        }

        boolean hasSealed(byte[] sealed) {
            return Arrays.equals(sealed, 1, HEADER_BYTES, id, 0, KEY_ID_BYTES);
        }

        private static UnusableSecret unusable(SecretName name, String what) {
            return new UnusableSecret(
                    "secret "
                            + name
                            + ": "
                            + what
                            + " (expected: 32 random bytes in base64, as openssl rand -base64 32"
                            + " prints them)");
        }
    }
}
