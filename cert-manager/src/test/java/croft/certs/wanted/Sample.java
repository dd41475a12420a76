package croft.certs.wanted;

import croft.platform.declaration.CertificateKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A held certificate for tests: of ninety days, from an authority, good in every way that is not
/// said otherwise.
final class Sample {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final URI DIRECTORY = URI.create("https://acme.test/directory");
    static final String LOCAL_ISSUER = "CN=root";

    private final NameSet names;
    private Variant variant = Variant.MAIN;
    private Instant notBefore = START;
    private Instant storedAt = START;
    private Duration life = Duration.ofDays(90);
    private Optional<URI> directory = Optional.of(DIRECTORY);
    private String issuer = "CN=acme";
    private Optional<String> method = Optional.of("http-01");
    private Optional<String> profile = Optional.empty();
    private Optional<CertificateKey> key = Optional.of(CertificateKey.P256);
    private Optional<ChosenMoment> moment = Optional.empty();
    private Optional<Instant> askAgain = Optional.of(Instant.MAX);
    private Optional<Instant> revokedAt = Optional.empty();
    private boolean withdrawn;
    private boolean readable = true;

    private Sample(NameSet names) {
        this.names = names;
    }

    static Sample of(NameSet names) {
        return new Sample(names);
    }

    Sample variant(Variant that) {
        variant = that;
        return this;
    }

    Sample life(Duration that) {
        life = that;
        return this;
    }

    Sample storedAt(Instant that) {
        storedAt = that;
        return this;
    }

    Sample from(URI that) {
        directory = Optional.of(that);
        return this;
    }

    Sample local(String by) {
        directory = Optional.empty();
        method = Optional.empty();
        issuer = by;
        return this;
    }

    Sample imported() {
        directory = Optional.empty();
        method = Optional.of(Held.Origin.IMPORTED);
        return this;
    }

    Sample profile(String that) {
        profile = Optional.of(that);
        return this;
    }

    Sample key(CertificateKey that) {
        key = Optional.of(that);
        return this;
    }

    /// A window whose chosen moment is its middle, both from the start of the life.
    Sample window(Duration from, Duration to) {
        Instant start = notBefore.plus(from);
        Instant end = notBefore.plus(to);
        Instant middle = start.plus(Duration.between(start, end).dividedBy(2));
        moment = Optional.of(new ChosenMoment(start, end, middle, Optional.empty()));
        return this;
    }

    Sample askAgain(Instant that) {
        askAgain = Optional.of(that);
        return this;
    }

    Sample neverAsked() {
        askAgain = Optional.empty();
        return this;
    }

    Sample revoked() {
        revokedAt = Optional.of(START);
        return this;
    }

    Sample withdrawn() {
        withdrawn = true;
        return this;
    }

    Sample unreadable() {
        readable = false;
        return this;
    }

    Held held() {
        return new Held(
                names,
                variant,
                "01",
                new Held.Origin(issuer, directory, method, profile, key),
                notBefore,
                notBefore.plus(life),
                storedAt,
                moment,
                askAgain,
                revokedAt,
                Optional.empty(),
                withdrawn,
                readable);
    }
}
