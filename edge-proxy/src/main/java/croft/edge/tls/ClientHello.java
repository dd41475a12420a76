package croft.edge.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the edge wants to know of a ClientHello (RFC 8446 §4.1.2), before it knows who answers it.
///
/// Only what decides over the certificate is read; the rest is BoringSSL's affair, which reads all
/// of it again. Whatever cannot be read to its end is no ClientHello here, so that nobody is given
/// a certificate by a reading that BoringSSL does not share.
///
/// @param serverName in lower case; null if none is asked for (RFC 6066 §3)
/// @param challenge whether it is an authority's that looks for a proof: the only protocol that it
///   offers is `acme-tls/1` (RFC 8737 §3)
/// @param takesRsa whether its client can check a signature of an RSA key
/// @param takesP256 the same for a key on that curve
/// @param takesP384 the same for a key on that curve
record ClientHello(
        @Nullable String serverName,
        boolean challenge,
        boolean takesRsa,
        boolean takesP256,
        boolean takesP384) {
    private static final int VERSION_AND_RANDOM = 2 + 32;

    /// Reads the body of a ClientHello, and moves nothing.
    ///
    /// @return null if it is none
    static @Nullable ClientHello read(ByteBuf body) {
        Octets all = new Octets(body, body.readerIndex(), body.writerIndex());
        boolean begins = all.skip(VERSION_AND_RANDOM) && all.vector(1) != null;
        Octets suites = begins ? all.vector(2) : null;
        if (suites == null || all.vector(1) == null) {
            return null;
        }
        Extensions read = new Extensions();
        if (!all.isEmpty()) {
            Octets extensions = all.vector(2);
            if (extensions == null || !all.isEmpty() || !read.all(extensions)) {
                return null;
            }
        }
        return read.hello(suites);
    }

    /// Whether a certificate with such a key is one that the client can check; unknown kinds are
    /// not asked about.
    boolean takes(KeyKind key) {
        return switch (key) {
            case RSA -> takesRsa;
            case P256 -> takesP256;
            case P384 -> takesP384;
            case OTHER -> true;
        };
    }

    /// The extensions, one after the other.
    private static final class Extensions {
        private static final int SERVER_NAME = 0;
        private static final int SIGNATURE_ALGORITHMS = 13;
        private static final int PROTOCOLS = 16;
        private static final int SUPPORTED_VERSIONS = 43;

        private static final int HOST_NAME = 0;
        private static final int LONGEST_NAME = 255;
        private static final byte[] CHALLENGE = "acme-tls/1".getBytes(StandardCharsets.US_ASCII);
        private static final int TLS_1_3 = 0x0304;

        private @Nullable String serverName;
        private boolean challenge;
        private boolean knowsTls13;
        private boolean rsa;
        private boolean p256;
        private boolean p384;

        /// Which of the four have come; none may come twice (RFC 8446 §4.2).
        private int seen;

        boolean all(Octets extensions) {
            while (!extensions.isEmpty()) {
                int type = extensions.number(2);
                Octets content = extensions.vector(2);
                if (content == null || !one(type, content)) {
                    return false;
                }
            }
            return true;
        }

        private boolean one(int type, Octets content) {
            return switch (type) {
                case SERVER_NAME -> isFirst(1) && serverName(content);
                case SIGNATURE_ALGORITHMS -> isFirst(2) && signatures(content);
                case PROTOCOLS -> isFirst(4) && protocols(content);
                case SUPPORTED_VERSIONS -> isFirst(8) && versions(content);
                default -> true;
            };
        }

        private boolean isFirst(int bit) {
            boolean first = (seen & bit) == 0;
            seen |= bit;
            return first;
        }

        /// One host name, and nothing else, is all that a list ever held.
        private boolean serverName(Octets content) {
            Octets names = content.vector(2);
            if (names == null || !content.isEmpty() || names.number(1) != HOST_NAME) {
                return false;
            }
            Octets name = names.vector(2);
            if (name == null || !names.isEmpty() || name.isEmpty() || name.left() > LONGEST_NAME) {
                return false;
            }
            serverName = name.lowerCase();
            return serverName != null;
        }

        private boolean protocols(Octets content) {
            Octets list = content.vector(2);
            if (list == null || !content.isEmpty() || list.isEmpty()) {
                return false;
            }
            int count = 0;
            boolean named = false;
            while (!list.isEmpty()) {
                Octets protocol = list.vector(1);
                if (protocol == null || protocol.isEmpty()) {
                    return false;
                }
                count++;
                named |= protocol.isEqual(CHALLENGE);
            }
            challenge = named && count == 1;
            return true;
        }

        private boolean signatures(Octets content) {
            Octets schemes = content.vector(2);
            if (schemes == null || !content.isEmpty() || schemes.isEmpty()) {
                return false;
            }
            while (!schemes.isEmpty()) {
                switch (schemes.number(2)) {
                    case Octets.MISSING -> {
                        return false;
                    }
                    // rsa_pkcs1 with SHA-1, -256, -384, -512; rsa_pss_rsae with the last three
                    case 0x0201, 0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806 -> rsa = true;
                    // ecdsa_secp256r1_sha256, ecdsa_secp384r1_sha384
                    case 0x0403 -> p256 = true;
                    case 0x0503 -> p384 = true;
                    default -> {
                        // what no certificate of ours needs
                    }
                }
            }
            return true;
        }

        private boolean versions(Octets content) {
            Octets list = content.vector(1);
            if (list == null || !content.isEmpty()) {
                return false;
            }
            while (!list.isEmpty()) {
                int version = list.number(2);
                if (version == Octets.MISSING) {
                    return false;
                }
                knowsTls13 |= version == TLS_1_3;
            }
            return true;
        }

        /// Who says nothing of signatures is of a time when all were RSA (RFC 5246 §7.4.1.4.1). In
        /// TLS 1.2 a cipher suite says, too, what the key must be.
        @Nullable ClientHello hello(Octets suites) {
            boolean says = (seen & 2) != 0;
            boolean curves = says;
            if (!knowsTls13) {
                boolean withCurves = false;
                while (!suites.isEmpty()) {
                    switch (suites.number(2)) {
                        case Octets.MISSING -> {
                            return null;
                        }
                        // ECDHE_ECDSA with AES-128-GCM, AES-256-GCM, ChaCha20-Poly1305
                        case 0xc02b, 0xc02c, 0xcca9 -> withCurves = true;
                        default -> {
                            // not of this kind, or none that is spoken here
                        }
                    }
                }
                curves = says && withCurves;
            }
            return new ClientHello(
                    serverName, challenge, rsa || !says, curves && p256, curves && p384);
        }
    }

    /// Octets that are read from the front. What is not there is said so, never read.
    private static final class Octets {
        static final int MISSING = -1;

        private final ByteBuf data;
        private final int end;
        private int at;

        Octets(ByteBuf data, int from, int end) {
            this.data = data;
            this.at = from;
            this.end = end;
        }

        boolean isEmpty() {
            return at == end;
        }

        int left() {
            return end - at;
        }

        boolean skip(int octets) {
            if (left() < octets) {
                return false;
            }
            at += octets;
            return true;
        }

        /// The next number, of one octet or two; [#MISSING] if it is not there.
        int number(int octets) {
            if (left() < octets) {
                at = end;
                return MISSING;
            }
            int number = octets == 1 ? data.getUnsignedByte(at) : data.getUnsignedShort(at);
            at += octets;
            return number;
        }

        /// What the next number counts; null if it is not all there.
        @Nullable Octets vector(int lengthOctets) {
            int length = number(lengthOctets);
            if (length == MISSING || left() < length) {
                return null;
            }
            Octets vector = new Octets(data, at, at + length);
            at += length;
            return vector;
        }

        boolean isEqual(byte[] other) {
            if (left() != other.length) {
                return false;
            }
            for (int i = 0; i < other.length; i++) {
                if (data.getByte(at + i) != other[i]) {
                    return false;
                }
            }
            return true;
        }

        /// As a text in lower case; null if something in it is not visible ASCII.
        @Nullable String lowerCase() {
            char[] text = new char[left()];
            for (int i = 0; i < text.length; i++) {
                int octet = data.getUnsignedByte(at + i);
                if (octet <= ' ' || octet >= 0x7f) {
                    return null;
                }
                text[i] = (char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
            }
            return new String(text);
        }
    }
}
