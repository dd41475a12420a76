package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of a client that has records written here.
final class DnsClientsYml {
    /// As much as one asks about at each request.
    private static final int MOST_NAMES = 100;

    static final Key<String> USER =
            Key.required(
                    "user",
                    new Form.Text<>(
                            "the name of a client",
                            "mail-server",
                            Optional.of("^[A-Za-z0-9._-]{1,64}$"),
                            (text, _) -> user(text)),
                    "What it calls itself.");

    static final Key<SecretName> SECRET = secret();

    static final Key<List<Placed<HostName>>> NAMES =
            Key.required(
                    "names",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "a host name",
                                    "mail.example.net",
                                    Optional.empty(),
                                    (text, _) -> new HostName(text)),
                            "a list of host names, such as [mail.example.net]",
                            1),
                    "What it may get certificates for. A wildcard stands for itself and for every"
                            + " name one label longer.");

    static final Key<DnsProvider> DNS =
            Key.optional(
                    "dns",
                    DnsYml.DNS,
                    "as in `certificates`",
                    "Who holds the zone of these names.");

    private static final Form.Section<Draft> CLIENT =
            new Form.Section<>(
                    "a client",
                    List.of(USER, SECRET, NAMES, DNS),
                    List.of(),
                    DnsClientsYml::client);

    static final Key<List<Placed<Draft>>> CLIENTS =
            Key.optional(
                    "clients",
                    new Form.Items<>(
                            CLIENT, "a list of clients, each beginning with \"- user:\"", 1),
                    "none",
                    "Programs on other machines (lego, Traefik, Caddy, acme.sh) that have their"
                            + " records for `dns-01` written here, by lego's `httpreq`, so that they"
                            + " need no credentials for the zone.");

    private DnsClientsYml() {}

    /// The clients of the section `certificates`, whose provider is for those that name none.
    static List<DnsClient> clients(Fields fields, Review review) {
        Optional<DnsProvider> everywhere = fields.get(CertificatesYml.DNS).map(Placed::value);
        List<DnsClient> clients = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        for (Placed<Draft> client : fields.get(CLIENTS).map(Placed::value).orElse(List.of())) {
            Draft draft = client.value();
            draft.user().ifPresent(user -> once(user, seen, review));
            if (!draft.saysDns() && !fields.has(CertificatesYml.DNS)) {
                review.mistake(
                        client.at(),
                        client.path(),
                        "no dns, here or in certificates (expected: who holds the zone, such as"
                                + " \"dns: { provider: luadns, … }\")");
            }
            draft.finished(everywhere).ifPresent(clients::add);
        }
        return clients;
    }

    private static void once(Placed<String> user, Map<String, Position> seen, Review review) {
        Position first = seen.putIfAbsent(user.value(), user.at());
        if (first != null) {
            review.mistake(
                    user.at(),
                    user.path(),
                    Shown.quoted(user.value())
                            + " is there twice (first: "
                            + review.place(first)
                            + ")");
        }
    }

    private static Draft client(Fields fields, Review review) {
        Optional<Placed<List<Placed<HostName>>>> names = fields.get(NAMES);
        names.filter(list -> list.value().size() > MOST_NAMES)
                .ifPresent(list ->
                        review.mistake(
                                list.at(),
                                list.path(),
                                list.value().size()
                                        + " names (expected: at most "
                                        + MOST_NAMES
                                        + ")"));
        return new Draft(
                fields.get(USER),
                fields.get(SECRET).map(Placed::value),
                names.map(Placed::value).orElse(List.of()).stream().map(Placed::value).toList(),
                fields.get(DNS).map(Placed::value),
                fields.has(DNS));
    }

    private static Key<SecretName> secret() {
        Key<SecretName> key = DnsYml.secret("secret", "Its password.");
        return Key.required(key.name(), key.form(), key.meaning());
    }

    private static String user(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not the name of a client (expected: letters, digits, dots,"
                            + " hyphens and underscores)");
        }
        return text;
    }

    /// A client as read; what had a mistake is absent.
    record Draft(
            Optional<Placed<String>> user,
            Optional<SecretName> secret,
            List<HostName> names,
            Optional<DnsProvider> dns,
            boolean saysDns) {
        /// Nothing, if it has a mistake.
        Optional<DnsClient> finished(Optional<DnsProvider> everywhere) {
            Optional<DnsProvider> holder = dns.or(() -> everywhere);
            return user.isEmpty() || secret.isEmpty() || holder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new DnsClient(user.get().value(), secret.get(), names, holder.get()));
        }
    }
}
