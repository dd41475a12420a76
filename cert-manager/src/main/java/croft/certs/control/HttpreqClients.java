package croft.certs.control;

import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.DnsClient;
import croft.platform.declaration.HostName;
import croft.platform.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The programs elsewhere that may have records written here, and who of them is asking. croft.yml
/// and secrets are read for each request: a change counts at once.
record HttpreqClients(CertificatePolicy policy, Secrets secrets) {
    private static final String SCHEME = "Basic ";
    private static final String CHALLENGE = "_acme-challenge.";

    /// The client that these fields name and whose password they hold (RFC 7617).
    ///
    /// @throws croft.platform.secret.UnusableSecret if the client's own secret cannot be read
    Optional<DnsClient> asking(Optional<String> authorization) {
        return authorization
                .flatMap(HttpreqClients::shown)
                .flatMap(login ->
                        policy.clients().stream()
                                .filter(client -> client.user().equals(login.user()))
                                .findFirst()
                                .filter(client ->
                                        same(login.password(), secrets.read(client.secret()))));
    }

    /// Whether `fqdn` is what an authority looks at to prove a name of the client's.
    static boolean mayWrite(DnsClient client, String fqdn) {
        if (!fqdn.startsWith(CHALLENGE)) {
            return false;
        }
        String proved = fqdn.substring(CHALLENGE.length());
        return client.names().stream()
                .anyMatch(name -> name.matches(proved) || base(name).equals(proved));
    }

    /// The names that an authority looks at first to prove the client's: without those that only a
    /// wildcard allows.
    static List<String> owners(DnsClient client) {
        return client.names().stream().map(name -> CHALLENGE + base(name)).distinct().toList();
    }

    /// A wildcard is proved where the name without its star is (RFC 8555 §8.4).
    private static String base(HostName name) {
        return name.isWildcard() ? name.value().substring(2) : name.value();
    }

    private static Optional<Login> shown(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            String encoded = authorization.substring(SCHEME.length()).strip();
            String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Login(both.substring(0, colon), both.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// In a time that does not tell how much of it was right.
    private static boolean same(String shown, String secret) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    /// What somebody shows.
    private record Login(String user, String password) {}
}
