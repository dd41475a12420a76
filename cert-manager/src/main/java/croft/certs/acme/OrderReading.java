package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.TokenChallenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;

/// Reads an order, and its authorizations where they matter, into values.
final class OrderReading {
    private static final int MOST_CHALLENGES = 20;
    private static final int MOST_ISSUERS = 10;
    private static final int LONGEST_TOKEN = 200;

    private final Login login;
    private final List<AuthorizationView> authorizations = new ArrayList<>();
    private Optional<Instant> again;

    private OrderReading(Login login, Optional<Instant> again) {
        this.login = login;
        this.again = again;
    }

    /// An order with its authorizations, where they matter.
    static OrderView whole(Order order, Login login) throws AcmeException {
        return new OrderReading(login, order.getRetryAfter()).read(order);
    }

    /// An order without its authorizations: nothing is asked for.
    static OrderView alone(Order order, Login login) {
        return new OrderReading(login, order.getRetryAfter()).view(order);
    }

    private OrderView read(Order order) throws AcmeException {
        State state = State.of(order.getStatus());
        if (state == State.PENDING || state == State.INVALID) {
            for (Authorization authorization : order.getAuthorizations()) {
                authorization.fetch();
                authorizations.add(authorization(authorization));
                authorization.getRetryAfter().ifPresent(this::notBefore);
            }
        }
        return view(order);
    }

    private OrderView view(Order order) {
        JSON json = order.getJSON();
        return new OrderView(
                Urls.of(order.getLocation()),
                State.of(order.getStatus()),
                order.getExpires(),
                json.get("error").map(JSON.Value::asObject).map(Problem::of),
                again,
                authorizations);
    }

    private AuthorizationView authorization(Authorization authorization) {
        JSON json = authorization.getJSON();
        List<JSON> challenges = Elements.objects(json, "challenges", MOST_CHALLENGES);
        return new AuthorizationView(
                Urls.of(authorization.getLocation()),
                CertificateName.of(authorization.getIdentifier().getValue()),
                authorization.isWildcard(),
                State.of(authorization.getStatus()),
                challenges.stream().map(this::challenge).toList(),
                challenges.stream()
                        .flatMap(challenge -> challenge.get("error").optional().stream())
                        .map(JSON.Value::asObject)
                        .map(Problem::of)
                        .findFirst());
    }

    private ChallengeView challenge(JSON json) {
        String type = CleanText.of(json.get("type").asString());
        return new ChallengeView(
                Urls.of(json.get("url").asURL()),
                type,
                State.of(json.get("status").map(JSON.Value::asStatus).orElse(Status.UNKNOWN)),
                proof(type, json));
    }

    private Proof proof(String type, JSON json) {
        return switch (type) {
            case "http-01" -> {
                String token = token(json);
                yield new Proof.Http(token, keyAuthorization(json));
            }
            case "dns-01" -> Proof.Dns.of(keyAuthorization(json));
            case "tls-alpn-01" -> new Proof.Alpn(keyAuthorization(json));
            case "dns-persist-01" -> persist(json);
            default -> new Proof.Other("not known here");
        };
    }

    /// The record is made from our own account's URL. A challenge that names another one would have
    /// us vouch for a stranger's account, for as long as the record stays.
    private Proof persist(JSON json) {
        String ours = login.getAccountLocation().toString();
        Optional<String> named = json.get("accounturi").map(JSON.Value::asString);
        if (named.isPresent() && !named.get().equals(ours)) {
            return new Proof.Other(
                    "names the account " + CleanText.of(named.get()) + " (expected: " + ours + ")");
        }
        return new Proof.Persist(
                Elements.texts(json, "issuer-domain-names", MOST_ISSUERS).stream()
                        .map(issuer -> issuer.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private String keyAuthorization(JSON json) {
        token(json);
        return new TokenChallenge(login, json).getAuthorization();
    }

    /// It becomes a part of paths.
    private static String token(JSON json) {
        String token = json.get("token").asString();
        if (!token.matches("[A-Za-z0-9_-]{1," + LONGEST_TOKEN + "}")) {
            throw new AcmeProtocolException("a token of other characters than base64url's");
        }
        return token;
    }

    private void notBefore(Instant instant) {
        again = Optional.of(again.filter(instant::isBefore).orElse(instant));
    }
}
