package croft.certs.control;

import croft.certs.intake.CertificateText;
import croft.certs.intake.KeyText;
import croft.certs.intake.Unusable;
import croft.certs.vault.Issued;
import croft.certs.wanted.NameSet;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what another program left, one thing at a time: what is wrong with one is said, and
/// keeps no other out. Nothing is ordered.
@Singleton
final class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final CertificateDesk desk;
    private final InstantSource clock;

    Intake(CertificateDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /// Takes in a certificate or an account.
    ///
    /// @throws IllegalArgumentException if the order is neither
    Taken take(Orders.Import order) {
        if ((order.certificate() == null) == (order.account() == null)) {
            throw new IllegalArgumentException("import: expected a certificate or an account");
        }
        try {
            return order.certificate() == null
                    ? account(Objects.requireNonNull(order.account()))
                    : certificate(order.certificate());
        } catch (Unusable e) {
            return Taken.not("unusable", String.valueOf(e.getMessage()), "");
        }
    }

    private Taken certificate(Orders.Certificate order) throws Unusable {
        Issued issued =
                CertificateText.read(
                        Orders.needed("chain", order.chain()), Orders.needed("key", order.key()));
        Optional<URI> directory =
                Optional.ofNullable(order.directory()).map(text -> https("directory", text));
        var leaf = issued.chain().getFirst();
        List<String> names = CertificateText.names(leaf);
        Instant end = leaf.getNotAfter().toInstant();
        if (!clock.instant().isBefore(end)) {
            return Taken.not("expired", "it ended on " + end + " and is of no use any more", "")
                    .of(names, end);
        }
        List<NameSet> covered =
                desk.overview().certificates().stream()
                        .map(CertificateEntry::names)
                        .distinct()
                        .filter(wanted ->
                                wanted.texts().stream()
                                        .allMatch(name -> CertificateText.covers(names, name)))
                        .toList();
        if (covered.isEmpty()) {
            return Taken.not(
                            "foreign",
                            "no site of croft.yml has just these names",
                            "declare the site, then import again")
                    .of(names, end);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (NameSet wanted : covered) {
            outcomes.add(desk.keep(wanted, issued, directory));
            log.info("certificate handed in for {}: {}", wanted, outcomes.getLast());
        }
        return Taken.of(outcomes).of(names, end);
    }

    private Taken account(Orders.Account order) throws Unusable {
        URI directory = https("directory", Orders.needed("directory", order.directory()));
        Optional<URI> url = Optional.ofNullable(order.url()).map(text -> https("url", text));
        KeyPair key = KeyText.read(Orders.needed("key", order.key()));
        Outcome outcome = desk.keepAccount(directory, url, key);
        log.info("account at {} handed in: {}", directory, outcome);
        return Taken.of(List.of(outcome));
    }

    /// @throws IllegalArgumentException for anything else
    static URI https(String key, String text) {
        try {
            URI uri = new URI(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new IllegalArgumentException(
                key + ": " + Replies.quoted(text) + " (expected: an https URL)");
    }

    /// What became of one thing.
    ///
    /// @param result `kept`, `refused`, `unusable`, `expired` or `foreign`
    @Serdeable
    record Taken(
            String result,
            String said,
            @Nullable String remedy,
            List<String> names,
            @Nullable Instant notAfter) {
        static Taken not(String result, String said, String remedy) {
            return new Taken(result, said, remedy.isEmpty() ? null : remedy, List.of(), null);
        }

        /// The first that was kept, if one was.
        static Taken of(List<Outcome> outcomes) {
            Taken said = not("refused", "", "");
            for (Outcome outcome : outcomes) {
                switch (outcome) {
                    case Outcome.Done(String done) -> {
                        return not("kept", done, "");
                    }
                    case Outcome.Begun(String begun) -> {
                        return not("kept", begun, "");
                    }
                    case Outcome.Refused(String why, String remedy) ->
                            said = not("refused", why, remedy);
                }
            }
            return said;
        }

        Taken of(List<String> covered, Instant end) {
            return new Taken(result, said, remedy, covered, end);
        }
    }
}
