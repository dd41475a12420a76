package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.platform.declaration.MailAddress;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Accounts: made, found, bound, given another key, ended, and forgotten by the authority.
class AccountTest {
    private static final String HMAC =
            "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    private static final Optional<MailAddress> CONTACT =
            Optional.of(new MailAddress("you@example.net"));

    @Test
    void isMadeOnceForAKey() throws Exception {
        try (Pebble pebble = Pebble.start();
                AcmeAuthority authority = authority(pebble)) {
            KeyPair key = Keys.p256();
            assertThat(authority.find(key)).isEmpty();
            AcmeAccount made = authority.register(key, CONTACT, Optional.empty());
            assertThat(authority.register(key, Optional.empty(), Optional.empty()).url())
                    .isEqualTo(made.url());
            assertThat(authority.find(key).orElseThrow().url()).isEqualTo(made.url());
            assertThat(authority.register(Keys.p256(), CONTACT, Optional.empty()).url())
                    .isNotEqualTo(made.url());
        }
    }

    @Test
    void isFoundWhenTheAnswerWasLost() throws Exception {
        try (Pebble pebble = Pebble.start();
                FaultProxy proxy = FaultProxy.before(pebble, 1);
                AcmeAuthority authority =
                        new AcmeAuthority(
                                proxy.directory(),
                                Optional.of(pebble.serverRoot()),
                                InstantSource.system())) {
            KeyPair key = Keys.p256();
            proxy.once("/sign-me-up", new Fault.DropAfter());
            assertThat(
                            catchThrowableOfType(
                                            AcmeTrouble.class,
                                            () ->
                                                    authority.register(
                                                            key, CONTACT, Optional.empty()))
                                    .kind())
                    .isEqualTo(AcmeTrouble.Kind.UNREACHABLE);
            AcmeAccount found = authority.find(key).orElseThrow();
            assertThat(authority.register(key, CONTACT, Optional.empty()).url())
                    .isEqualTo(found.url());
        }
    }

    @Test
    void isBoundWhereTheAuthorityAsksForIt() throws Exception {
        try (Pebble pebble = PebbleOptions.calm().binding("kid-1", HMAC).start();
                AcmeAuthority authority = authority(pebble)) {
            assertThat(authority.directory().externalAccountRequired()).isTrue();
            assertThat(
                            catchThrowableOfType(
                                            AcmeTrouble.class,
                                            () ->
                                                    authority.register(
                                                            Keys.p256(), CONTACT, Optional.empty()))
                                    .kind())
                    .isEqualTo(AcmeTrouble.Kind.BINDING_REQUIRED);
            Optional<Binding> wrong = Optional.of(new Binding("kid-1", HMAC.replace('z', 'y')));
            assertThat(
                            catchThrowableOfType(
                                            AcmeTrouble.class,
                                            () -> authority.register(Keys.p256(), CONTACT, wrong))
                                    .kind())
                    .isEqualTo(AcmeTrouble.Kind.ACCOUNT_REFUSED);
            KeyPair key = Keys.p256();
            Optional<Binding> right = Optional.of(new Binding("kid-1", HMAC));
            AcmeAccount made = authority.register(key, CONTACT, right);
            assertThat(authority.register(key, CONTACT, right).url()).isEqualTo(made.url());
        }
    }

    @Test
    void keepsTheKeyOfABindingToItself() {
        assertThat(new Binding("kid-1", HMAC)).hasToString("Binding[keyId=kid-1]");
        assertThat(new Binding("kid-1", " " + HMAC + "== ").hmac()).isEqualTo(HMAC);
        assertThatThrownBy(() -> new Binding("kid-1", "no base64!"))
                .hasMessageContainingAll("kid-1", "as the website shows it")
                .hasMessageNotContaining("no base64!");
    }

    @Test
    void takesAnotherKey() throws Exception {
        try (Pebble pebble = Pebble.start();
                AcmeAuthority authority = authority(pebble)) {
            KeyPair first = Keys.p256();
            KeyPair second = Keys.p256();
            AcmeAccount old = authority.register(first, CONTACT, Optional.empty());
            AcmeAccount account = old.changeKey(second);
            assertThat(account.url()).isEqualTo(old.url());
            assertThat(authority.find(first)).isEmpty();
            assertThat(authority.find(second).orElseThrow().url()).isEqualTo(old.url());
            assertThat(order(account).state()).isEqualTo(State.PENDING);
            assertThat(catchThrowableOfType(AcmeTrouble.class, () -> order(old))).isNotNull();
        }
    }

    @Test
    void isOfNoUseOnceItIsEnded() throws Exception {
        try (Pebble pebble = Pebble.start();
                AcmeAuthority authority = authority(pebble)) {
            AcmeAccount account = authority.register(Keys.p256(), CONTACT, Optional.empty());
            account.deactivate();
            assertThat(catchThrowableOfType(AcmeTrouble.class, () -> order(account)).kind())
                    .isEqualTo(AcmeTrouble.Kind.ACCOUNT_REFUSED);
        }
    }

    @Test
    void isMadeAgainWhenTheAuthorityHasForgottenIt() throws Exception {
        try (Pebble pebble = Pebble.start();
                AcmeAuthority authority = authority(pebble)) {
            KeyPair key = Keys.p256();
            AcmeAccount account = authority.register(key, CONTACT, Optional.empty());
            pebble.restart();
            AcmeTrouble trouble = catchThrowableOfType(AcmeTrouble.class, () -> order(account));
            assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.ACCOUNT_GONE);
            assertThat(order(authority.register(key, CONTACT, Optional.empty())).state())
                    .isEqualTo(State.PENDING);
        }
    }

    private static OrderView order(AcmeAccount account) throws AcmeTrouble {
        return account.order(Applicant.names("www.test"), Optional.of("classic"), Optional.empty());
    }

    private static AcmeAuthority authority(Pebble pebble) {
        return new AcmeAuthority(
                pebble.directory(), Optional.of(pebble.serverRoot()), InstantSource.system());
    }
}
