package croft.certs.wanted;

import croft.platform.declaration.CertificateKey;
import java.net.URI;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A certificate that the vault holds, by its newest version.
///
/// @param serial lower-case hex
/// @param storedAt when it came into the vault, by our clock
/// @param moment when its authority wants it renewed, once it was asked and if it says so
/// @param askAgain when to ask the authority for that again; empty: it was never asked
/// @param revokedAt when we had it revoked
/// @param servedSince when every edge presented it first
/// @param withdrawn whether no site wants it any more; it can come back
/// @param readable whether its key opens; an altered one does not
public record Held(
        NameSet names,
        Variant variant,
        String serial,
        Origin origin,
        Instant notBefore,
        Instant notAfter,
        Instant storedAt,
        Optional<ChosenMoment> moment,
        Optional<Instant> askAgain,
        Optional<Instant> revokedAt,
        Optional<Instant> servedSince,
        boolean withdrawn,
        boolean readable) {
    /// Below this, half of the life is the time to renew, as Let's Encrypt's integration guide
    /// asks.
    private static final Duration SHORT_LIFE = Duration.ofDays(10);

    /// Moments of certificates that came together are spread over a fiftieth of their life: nearly
    /// two days of ninety.
    private static final int SPREAD = 50;

    /// With a twentieth of the life left the authority's wishes count no longer. certmagic has this
    /// rule: a window that is wrong must not cost the certificate.
    private static final int EMERGENCY = 20;

    /// Nor with less than this: an authority may take minutes, and a try may fail. Of a life that
    /// is shorter still it is half.
    private static final Duration LEAST_LEFT = Duration.ofMinutes(10);

    /// Where a certificate is from.
    ///
    /// @param issuer who signed it
    /// @param directory of the authority; empty for the local one, and for an imported certificate
    ///   whose authority is not known
    /// @param method how the names were proved, or [#IMPORTED]; empty for the local authority
    /// @param profile what was asked of the authority: the declared profile at that time
    /// @param key what its key is; empty where it is none of those that can be declared
    public record Origin(
            String issuer,
            Optional<URI> directory,
            Optional<String> method,
            Optional<String> profile,
            Optional<CertificateKey> key) {
        /// The method of a certificate that another program got.
        public static final String IMPORTED = "imported";

        /// One of the local authority.
        public static Origin local(String issuer, Optional<CertificateKey> key) {
            return new Origin(issuer, Optional.empty(), Optional.empty(), Optional.empty(), key);
        }

        /// What a key is; empty where it is none of those that can be declared.
        public static Optional<CertificateKey> keyOf(PublicKey key) {
            return switch (key) {
                case ECPublicKey ec ->
                        switch (ec.getParams().getOrder().bitLength()) {
                            case 256 -> Optional.of(CertificateKey.P256);
                            case 384 -> Optional.of(CertificateKey.P384);
                            default -> Optional.empty();
                        };
                case RSAPublicKey rsa ->
                        switch (rsa.getModulus().bitLength()) {
                            case 2048 -> Optional.of(CertificateKey.RSA2048);
                            case 3072 -> Optional.of(CertificateKey.RSA3072);
                            case 4096 -> Optional.of(CertificateKey.RSA4096);
                            default -> Optional.empty();
                        };
                default -> Optional.empty();
            };
        }

        /// Whether another program got it.
        public boolean isImported() {
            return method.filter(IMPORTED::equals).isPresent();
        }

        /// Whether it is signed by a root of this installation.
        public boolean isLocal() {
            return directory.isEmpty() && !isImported();
        }
    }

    /// When a certificate is due, and why then.
    public record Renewal(Instant at, Reason why) {}

    /// What tells it from every other.
    public Wanted.Id id() {
        return new Wanted.Id(names.digest(), variant);
    }

    /// Who signed it.
    public String issuer() {
        return origin.issuer();
    }

    /// From its first to its last moment; never negative.
    public Duration life() {
        Duration life = Duration.between(notBefore, notAfter);
        return life.isNegative() ? Duration.ZERO : life;
    }

    /// What is left of its life: from 1 at the start, or before it, to 0 at the end and after.
    public double lifeLeft(Instant now) {
        Duration left = Duration.between(now, notAfter);
        if (left.isNegative() || life().isZero()) {
            return 0;
        }
        return Math.min(1, (double) left.toMillis() / life().toMillis());
    }

    /// When it is due.
    public Instant renewAt() {
        return renewal().at();
    }

    /// When it is due and why then: at the moment chosen in the authority's window, but with a
    /// twentieth of the life left at the latest, or ten minutes; without a window that says
    /// anything, when a third of its life is left, or half of a short one.
    public Renewal renewal() {
        Instant latest = notAfter.minus(reserve());
        Optional<ChosenMoment> wish = moment.filter(m -> m.isAbout(notBefore, notAfter));
        if (wish.isEmpty()) {
            return new Renewal(
                    notAfter.minus(restAtRenewal()).minus(spread()),
                    new Reason.NearItsEnd(notAfter));
        }
        Instant choice = wish.get().choice();
        return choice.isBefore(latest)
                ? new Renewal(choice, new Reason.AskedByAuthority(choice, wish.get().explanation()))
                : new Renewal(latest, new Reason.NearItsEnd(notAfter));
    }

    private Duration reserve() {
        Duration share = life().dividedBy(EMERGENCY);
        Duration half = life().dividedBy(2);
        Duration least = LEAST_LEFT.compareTo(half) < 0 ? LEAST_LEFT : half;
        return share.compareTo(least) < 0 ? least : share;
    }

    private Duration restAtRenewal() {
        return life().dividedBy(life().compareTo(SHORT_LIFE) < 0 ? 2 : 3);
    }

    /// The same for the same certificate, as its serial is random. The local authority needs none.
    private Duration spread() {
        if (origin.isLocal()) {
            return Duration.ZERO;
        }
        long thousandths = Math.floorMod(serial.hashCode(), 1000);
        return life().dividedBy(SPREAD).multipliedBy(thousandths).dividedBy(1000);
    }
}
