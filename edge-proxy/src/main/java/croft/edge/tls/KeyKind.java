package croft.edge.tls;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/// What a client must be able to check, to accept a certificate's key.
enum KeyKind {
    RSA,
    P256,
    P384,
    /// One that nobody is asked about.
    OTHER;

    static KeyKind of(PublicKey key) {
        return switch (key) {
            case RSAPublicKey _ -> RSA;
            case ECPublicKey curve ->
                    switch (curve.getParams().getCurve().getField().getFieldSize()) {
                        case 256 -> P256;
                        case 384 -> P384;
                        default -> OTHER;
                    };
            default -> OTHER;
        };
    }
}
