package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.Eventually;
import croft.certs.wanted.CertificateName;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One that wants certificates: an account with a new key, which proves names by dns-01 unless it
/// is told otherwise.
final class Applicant {
    private final Pebble pebble;
    private final KeyPair key = Keys.p256();
    private final AcmeAuthority authority;
    private final AcmeAccount account;

    Applicant(Pebble pebble, AcmeAuthority authority) throws AcmeTrouble {
        this.pebble = pebble;
        this.authority = authority;
        account = authority.register(key, Optional.empty(), Optional.empty());
    }

    KeyPair key() {
        return key;
    }

    AcmeAccount account() {
        return account;
    }

    AcmeAuthority authority() {
        return authority;
    }

    /// An order of the profile `classic`, looked at.
    OrderView order(String... names) throws AcmeTrouble {
        return order(Optional.empty(), names);
    }

    OrderView order(Optional<X509Certificate> replaces, String... names) throws AcmeTrouble {
        OrderView made = account.order(names(names), Optional.of("classic"), replaces);
        return made.state() == State.PENDING ? account.look(made.url()) : made;
    }

    /// Proves every name by a TXT record and waits until the authority has looked.
    OrderView prove(OrderView order) throws Exception {
        return prove(
                order,
                "dns-01",
                (authorization, proof) -> {
                    if (proof instanceof Proof.Dns dns) {
                        pebble.addText(
                                "_acme-challenge." + authorization.name().text(), dns.value());
                    }
                });
    }

    /// Proves every name this way and waits until the authority has looked.
    OrderView prove(OrderView order, String type, Show show) throws Exception {
        for (AuthorizationView authorization : order.authorizations()) {
            if (authorization.state() == State.PENDING) {
                ChallengeView challenge = authorization.challenge(type).orElseThrow();
                show.show(authorization, challenge.proof());
                account.answer(challenge.url());
            }
        }
        return until(order, State.READY, State.INVALID);
    }

    /// Looks until the order is in one of these states.
    OrderView until(OrderView order, State... states) throws Exception {
        AtomicReference<OrderView> seen = new AtomicReference<>(order);
        Eventually.eventually(
                "order " + Arrays.toString(states),
                () -> {
                    seen.set(account.look(order.url()));
                    return List.of(states).contains(seen.get().state());
                });
        return seen.get();
    }

    /// Finishes a proved order.
    List<List<X509Certificate>> finish(OrderView order, KeyPair certificateKey, String... names)
            throws Exception {
        assertThat(order.state()).isEqualTo(State.READY);
        account.finish(order.url(), CertificateRequest.of(names(names), certificateKey));
        until(order, State.VALID);
        return account.chains(order.url());
    }

    /// All of it: the leaf of a certificate of the profile `classic`.
    X509Certificate certificate(String... names) throws Exception {
        return finish(prove(order(names)), Keys.p256(), names).getFirst().getFirst();
    }

    static List<CertificateName> names(String... names) {
        return Arrays.stream(names).map(CertificateName::of).toList();
    }

    /// Puts a proof where the authority looks for it.
    interface Show {
        void show(AuthorizationView authorization, Proof proof) throws Exception;
    }
}
