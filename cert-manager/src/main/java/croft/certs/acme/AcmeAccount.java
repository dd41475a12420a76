package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/// An account at an authority, and all that only its key may ask for. Remembers nothing but the URL
/// and the key: an order goes on from its URL in any process. Calls block as those of
/// [AcmeAuthority] do.
public final class AcmeAccount {
    private static final String ALREADY_REVOKED = "alreadyRevoked";

    /// More than any authority offers.
    private static final int MOST_CHAINS = 10;

    private final AcmeAuthority authority;
    private final URI url;
    private final KeyPair key;

    AcmeAccount(AcmeAuthority authority, URI url, KeyPair key) {
        this.authority = authority;
        this.url = url;
        this.key = key;
    }

    /// What CAA and dns-persist-01 records name it by.
    public URI url() {
        return url;
    }

    /// A new order, or an old one for the same names that is still open, where the authority looks
    /// for such. Store its URL, then [#look] at it: one request is made here and nothing else is
    /// read, so that an order that was made is not lost over its authorizations. If the answer is
    /// lost, there may be an order all the same, whose URL nobody knows; it ends by itself, and the
    /// next call is right.
    ///
    /// @param profile which kind of certificate, of those in the directory; its usual one if empty
    /// @param replaces the certificate whose place it takes (RFC 9773 §5): exempt from most rate
    ///   limits; not said to an authority without renewal information
    public OrderView order(
            List<CertificateName> names,
            Optional<String> profile,
            Optional<X509Certificate> replaces)
            throws AcmeTrouble {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("names: none (expected: one or more)");
        }
        DirectoryInfo directory = authority.directory();
        if (profile.isPresent() && !directory.profiles().containsKey(profile.get())) {
            throw new AcmeTrouble(
                    AcmeTrouble.Kind.INVALID_PROFILE,
                    "profile: %s is not offered by %s (expected: %s)"
                            .formatted(
                                    profile.get(),
                                    authority.url().getHost(),
                                    directory.profiles().isEmpty()
                                            ? "none, it has no profiles"
                                            : String.join(", ", directory.profiles().keySet())));
        }
        Optional<String> predecessor =
                replaces.filter(_ -> directory.hasRenewalInformation())
                        .flatMap(AcmeAuthority::renewalId);
        return converse((conversation, login) -> {
            OrderBuilder builder = login.newOrder();
            names.forEach(name -> builder.identifier(identifier(name)));
            profile.ifPresent(builder::profile);
            predecessor.ifPresent(builder::replaces);
            return OrderReading.alone(builder.create(), login);
        });
    }

    /// Looks at an order, and while it is pending or has failed at each of its authorizations.
    public OrderView look(URI order) throws AcmeTrouble {
        return converse((_, login) -> {
            Order bound = login.bindOrder(Urls.of(order));
            bound.fetch();
            return OrderReading.whole(bound, login);
        });
    }

    /// Says that a proof is in its place and may be looked at. Saying it twice does no harm.
    public void answer(URI challenge) throws AcmeTrouble {
        converse((conversation, login) -> {
            try (Connection connection = conversation.connect()) {
                connection.sendSignedRequest(Urls.of(challenge), new JSONBuilder(), login);
            }
            return url;
        });
    }

    /// Asks for the certificate. Store its key before: if the answer is lost, the order may be
    /// `processing` or `valid` all the same, and calling this again changes nothing then.
    ///
    /// @param csr of [CertificateRequest]
    public void finish(URI order, byte[] csr) throws AcmeTrouble {
        converse((_, login) -> {
            Order bound = login.bindOrder(Urls.of(order));
            bound.fetch();
            State state = State.of(bound.getStatus());
            if (state != State.PROCESSING && state != State.VALID) {
                bound.execute(csr);
            }
            return state;
        });
    }

    /// The certificate of a valid order, leaf first, in each of the chains that the authority
    /// offers: its usual one first, then the others. [Chains] chooses.
    public List<List<X509Certificate>> chains(URI order) throws AcmeTrouble {
        return converse((_, login) -> {
            Order bound = login.bindOrder(Urls.of(order));
            bound.fetch();
            State state = State.of(bound.getStatus());
            if (state != State.VALID) {
                throw new AcmeTrouble(
                        AcmeTrouble.Kind.ORDER_NOT_READY,
                        "the order is " + state + " (expected: VALID): " + order);
            }
            Certificate usual = bound.getCertificate();
            List<List<X509Certificate>> chains = new ArrayList<>();
            chains.add(chain(usual));
            for (Certificate other :
                    usual.getAlternateCertificates().stream().limit(MOST_CHAINS).toList()) {
                chains.add(chain(other));
            }
            return List.copyOf(chains);
        });
    }

    /// Revokes a certificate of this account; one that is revoked already stays so.
    ///
    /// @param reason a code of RFC 5280 §5.3.1, such as 1: the key is known to others; 4:
    ///   superseded
    public void revoke(X509Certificate leaf, int reason) throws AcmeTrouble {
        RevocationReason code = RevocationReason.code(reason);
        try {
            converse((_, login) -> {
                Certificate.revoke(login, leaf, code);
                return url;
            });
        } catch (AcmeTrouble trouble) {
            if (trouble.problems().stream().noneMatch(p -> p.type().equals(ALREADY_REVOKED))) {
                throw trouble;
            }
        }
    }

    /// Gives the account another key (RFC 8555 §7.3.5). Store it before: if the answer is lost,
    /// [AcmeAuthority#find] says which of the two the account has.
    ///
    /// @return the account with its new key; this one is of no use any more
    public AcmeAccount changeKey(KeyPair next) throws AcmeTrouble {
        return converse((_, login) -> {
            login.getAccount().changeKey(next);
            return authority.account(url, next);
        });
    }

    /// Ends the account for ever.
    public void deactivate() throws AcmeTrouble {
        converse((_, login) -> {
            login.getAccount().deactivate();
            return url;
        });
    }

    private <T> T converse(Talk<T> talk) throws AcmeTrouble {
        return authority.converse(conversation ->
                talk.in(conversation, conversation.session().login(Urls.of(url), key)));
    }

    /// RFC 8738 §3 wants addresses as RFC 5952 writes them, which acme4j does not.
    private static Identifier identifier(CertificateName name) {
        return switch (name) {
            case CertificateName.Dns dns -> new Identifier(Identifier.TYPE_DNS, dns.text());
            case CertificateName.Address address ->
                    new Identifier(Identifier.TYPE_IP, address.text());
        };
    }

    private static List<X509Certificate> chain(Certificate certificate) throws AcmeException {
        certificate.download();
        List<X509Certificate> chain = certificate.getCertificateChain();
        if (chain.isEmpty()) {
            throw new AcmeProtocolException("a chain without certificates");
        }
        return List.copyOf(chain);
    }

    /// What is said in a conversation by this account.
    private interface Talk<T> {
        T in(Conversation conversation, Login login) throws AcmeException, AcmeTrouble;
    }
}
