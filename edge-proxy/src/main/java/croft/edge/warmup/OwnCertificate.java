package croft.edge.warmup;

import croft.edge.tls.HeldCertificate;
import croft.platform.declaration.HostName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/// A certificate that signs itself, for a host that exists nowhere: made for one warm-up, with a
/// key that ends with it. The shortest that is one (RFC 5280 §4.1).
final class OwnCertificate {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8 = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int VERSION = 0xa0;

    /// 2.5.4.3, a common name.
    private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};

    /// 1.2.840.10045.4.3.2, ECDSA with SHA-256.
    private static final byte[] ECDSA_SHA256 = {
        6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2
    };

    private OwnCertificate() {}

    static HeldCertificate of(HostName host) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] algorithm = der(SEQUENCE, ECDSA_SHA256);
        byte[] name = name(host.value());
        byte[] content =
                der(
                        SEQUENCE,
                        der(VERSION, der(INTEGER, new byte[] {2})),
                        der(INTEGER, new byte[] {1}),
                        algorithm,
                        name,
                        der(SEQUENCE, time("000101000000Z"), time("491231235959Z")),
                        name,
                        keys.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] certificate =
                der(
                        SEQUENCE,
                        content,
                        algorithm,
                        der(BIT_STRING, new byte[] {0}, signature.sign()));
        X509Certificate parsed =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(certificate));
        return new HeldCertificate(List.of(host), List.of(parsed), keys.getPrivate());
    }

    private static byte[] name(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, octets))));
    }

    private static byte[] time(String text) {
        return der(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// One value: its tag, its length, its parts.
    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
