package croft.certs.acme;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a [Pebble] is to behave. Each method changes these options and returns them.
public final class PebbleOptions {
    final Map<String, String> bindings = new LinkedHashMap<>();
    Map<String, Duration> profiles =
            Map.of(
                    "classic", Duration.ofDays(90),
                    "shortlived", Duration.ofHours(160),
                    "blink", Duration.ofSeconds(60));
    List<String> blocked = List.of();
    Optional<String> names = Optional.empty();
    Optional<String> address = Optional.empty();
    int rejectedNonces;
    int reusedAuthorizations;
    int alternateRoots;
    int chainLength = 1;
    int http;
    int tls;
    boolean sleeps;

    private PebbleOptions() {}

    /// As well-behaved as it gets: profiles `classic` (90 days), `shortlived` (160 hours) and
    /// `blink` (a minute), and its own DNS server.
    public static PebbleOptions calm() {
        return new PebbleOptions();
    }

    /// With the misbehaviour that Pebble has on by itself, but for the sleep.
    public static PebbleOptions rough() {
        return calm().rejectingNonces(5).reusingAuthorizations(50);
    }

    /// Refuses good nonces.
    public PebbleOptions rejectingNonces(int percent) {
        rejectedNonces = percent;
        return this;
    }

    /// Finds names of new orders proved already.
    public PebbleOptions reusingAuthorizations(int percent) {
        reusedAuthorizations = percent;
        return this;
    }

    /// Takes up to five seconds before it looks at a proof.
    public PebbleOptions sleeping() {
        sleeps = true;
        return this;
    }

    /// Offers chains to more roots.
    ///
    /// @param length intermediates in each
    public PebbleOptions withAlternateRoots(int more, int length) {
        alternateRoots = more;
        chainLength = length;
        return this;
    }

    /// Lets only bound accounts in, this one among them.
    ///
    /// @param hmac base64url
    public PebbleOptions binding(String keyId, String hmac) {
        bindings.put(keyId, hmac);
        return this;
    }

    /// Refuses these domains and what is below them.
    public PebbleOptions blocking(String... domains) {
        blocked = List.of(domains);
        return this;
    }

    /// Offers these kinds of certificate, with their lives, and no others.
    public PebbleOptions withProfiles(Map<String, Duration> lives) {
        profiles = Map.copyOf(lives);
        return this;
    }

    /// Asks this DNS server, `HOST:PORT`, instead of the bench's own.
    public PebbleOptions asking(String server) {
        names = Optional.of(server);
        return this;
    }

    /// Is asked at this address of the machine, by containers, instead of at `localhost`.
    public PebbleOptions listeningAt(String address) {
        this.address = Optional.of(address);
        return this;
    }

    /// Looks at these ports for http-01 and tls-alpn-01, instead of free ones.
    public PebbleOptions lookingAt(int httpPort, int tlsPort) {
        http = httpPort;
        tls = tlsPort;
        return this;
    }

    /// Starts one.
    public Pebble start() throws Exception {
        return Pebble.start(this);
    }
}
