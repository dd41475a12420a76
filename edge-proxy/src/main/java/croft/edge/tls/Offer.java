package croft.edge.tls;

import org.jspecify.annotations.Nullable;

/// What is presented for one name: the main certificate, and perhaps one with an RSA key beside it.
///
/// @param main where only one with an RSA key is held, that
/// @param rsa for clients that cannot check the main one
record Offer(Presented main, KeyKind key, @Nullable Presented rsa) {
    private static Offer of(Presented main, @Nullable Presented rsa) {
        return new Offer(
                main, KeyKind.of(main.certificate().chain().getFirst().getPublicKey()), rsa);
    }

    /// What was offered, and one more; of two for the same clients the one that lasts longer.
    static Offer with(@Nullable Offer before, Presented more) {
        if (before == null) {
            return of(more, null);
        }
        Presented main = before.main;
        Presented rsa = before.rsa;
        boolean mainIsRsa = isRsa(main);
        if (isRsa(more)) {
            return mainIsRsa ? of(later(main, more), null) : of(main, later(rsa, more));
        }
        return mainIsRsa ? of(more, main) : of(later(main, more), rsa);
    }

    /// What a client gets: the main certificate, unless it can only check the other.
    Presented to(ClientHello hello) {
        Presented other = rsa;
        return other == null || hello.takes(key) || !hello.takes(KeyKind.RSA) ? main : other;
    }

    private static boolean isRsa(Presented presented) {
        return presented.certificate().variant() == CertificateVariant.RSA;
    }

    private static Presented later(@Nullable Presented one, Presented other) {
        return one != null && one.certificate().notAfter().isAfter(other.certificate().notAfter())
                ? one
                : other;
    }
}
