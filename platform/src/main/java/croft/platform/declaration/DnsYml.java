package croft.platform.declaration;

import croft.platform.declaration.DnsProvider.Kind;
import croft.platform.secret.SecretName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The keys of a section `dns`, and which of them a provider needs.
final class DnsYml {
    static final Key<Kind> PROVIDER =
            Key.required(
                    "provider",
                    new Form.Choice<>(
                            "a DNS provider",
                            List.of(
                                    option(Kind.LUADNS, "LuaDNS: `user` (mail address), `secret`"),
                                    option(
                                            Kind.RFC2136,
                                            "any server that takes signed updates (RFC 2136, RFC"
                                                    + " 8945), such as BIND and Knot: `server`,"
                                                    + " `user` (name of the key), `secret`"),
                                    option(Kind.POWERDNS, "PowerDNS's HTTP API: `url`, `secret`"),
                                    option(
                                            Kind.CLOUDFLARE,
                                            "Cloudflare: `secret`, a token that may edit the zone"),
                                    option(Kind.DESEC, "deSEC: `secret`"),
                                    option(Kind.HETZNER, "Hetzner Cloud: `secret`"),
                                    option(
                                            Kind.ACME_DNS,
                                            "acme-dns: `url`, `user`, `secret`; `_acme-challenge` is"
                                                    + " a CNAME to the account's name there"),
                                    option(
                                            Kind.HTTPREQ,
                                            "a program that speaks lego's `httpreq`: `url`, and"
                                                    + " `user` and `secret` if it asks for them"),
                                    option(
                                            Kind.EXEC,
                                            "a program of yours: `command`, called with `present` or"
                                                    + " `cleanup`, the record's name and its value"),
                                    option(
                                            Kind.MANUAL,
                                            "you: `croft certs` says which record is waited for"))),
                    "Who holds the zone.");

    static final Key<URI> URL =
            Key.optional(
                    "url",
                    new Form.Text<>(
                            "an http or https URL",
                            "https://dns.example.net:8443",
                            Optional.of("^https?://[^\\s?#@]+$"),
                            (text, _) -> url(text)),
                    "the provider's own, if it has one for everybody",
                    "Where its API is.");

    static final Key<String> USER =
            Key.optional(
                    "user",
                    new Form.Text<>(
                            "a name", "you@example.net", Optional.of("."), (t, _) -> line(t)),
                    "none",
                    "The account or the key that writes.");

    static final Key<SecretName> SECRET = secret("secret", "The password, token or key.");

    static final Key<ServerAddress> SERVER =
            Key.optional(
                    "server",
                    server("192.0.2.53:53"),
                    "none",
                    "Whom updates are sent to; port 53 unless given.");

    static final Key<String> ALGORITHM =
            Key.optional(
                    "algorithm",
                    new Form.Choice<>(
                            "an algorithm of TSIG",
                            List.of("hmac-sha256", "hmac-sha384", "hmac-sha512").stream()
                                    .map(word -> new Form.Option<>(word, Optional.of(word), ""))
                                    .toList()),
                    "`hmac-sha256`",
                    "What the key signs updates with.");

    static final Key<List<Placed<String>>> COMMAND =
            command("command", "none", "A program and its arguments; no shell reads it.");

    static final Key<List<Placed<ServerAddress>>> AUTHORITATIVE =
            servers(
                    "authoritative",
                    "those that the zone names",
                    "Servers that are asked whether a record is there, where the zone's own cannot"
                            + " be reached from here.");

    static final Form.Section<DnsProvider> DNS =
            new Form.Section<>(
                    "a section",
                    List.of(PROVIDER, URL, USER, SECRET, SERVER, ALGORITHM, COMMAND, AUTHORITATIVE),
                    List.of(),
                    DnsYml::provider);

    private DnsYml() {}

    /// Secrets are named, never written out.
    static Key<SecretName> secret(String name, String meaning) {
        return Key.optional(
                name,
                new Form.Text<>(
                        "the name of a secret",
                        "luadns",
                        Optional.of("^(secret:)?[a-z0-9]+(-[a-z0-9]+)*$"),
                        (text, _) ->
                                new SecretName(
                                        text.startsWith("secret:")
                                                ? text.substring("secret:".length())
                                                : text)),
                "none",
                meaning
                        + " Here stands the name of a secret: of a file in the secrets folder, or of"
                        + " a variable `CROFT_SECRET_NAME`.");
    }

    static Key<List<Placed<String>>> command(String name, String otherwise, String meaning) {
        return Key.optional(
                name,
                new Form.Items<>(
                        new Form.Text<>("a word", "present", Optional.empty(), (text, _) -> text),
                        "a list of words, such as [./dns-hook, --quiet]",
                        1),
                otherwise,
                meaning);
    }

    static Key<List<Placed<ServerAddress>>> servers(String name, String otherwise, String meaning) {
        return Key.optional(
                name,
                new Form.Items<>(
                        server("192.0.2.53:53"), "a list of servers, such as [192.0.2.53:53]", 1),
                otherwise,
                meaning);
    }

    static <T> List<T> values(Fields fields, Key<List<Placed<T>>> key) {
        return fields.get(key)
                .map(list -> list.value().stream().map(Placed::value).toList())
                .orElse(List.of());
    }

    private static Form<ServerAddress> server(String example) {
        return new Form.Text<>(
                "a server",
                example,
                Optional.of("^[^\\s/]+$"),
                (text, _) -> ServerAddress.parse(text));
    }

    private static Form.Option<Kind> option(Kind kind, String meaning) {
        return new Form.Option<>(kind.word(), Optional.of(kind), meaning);
    }

    /// An absolute URL without query, so that paths can be put behind it.
    static URI url(String text) {
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new IllegalArgumentException(
                Shown.quoted(text)
                        + " is not a URL (expected: http:// or https://, a host, no user and no"
                        + " query)");
    }

    private static String line(String text) {
        if (text.isBlank() || text.length() > 253 || text.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " (expected: 1 to 253 visible characters)");
        }
        return text;
    }

    private static DnsProvider provider(Fields fields, Review review) {
        Optional<Kind> kind = fields.get(PROVIDER).map(Placed::value);
        kind.ifPresent(k -> {
            List<Key<?>> needed = needed(k);
            List<String> missing = new ArrayList<>();
            for (Key<?> key : needed) {
                if (!fields.mentions(key)) {
                    missing.add(key.name());
                }
            }
            if (!missing.isEmpty()) {
                review.mistake(
                        fields.at(),
                        fields.path(),
                        String.join(", ", missing)
                                + ": missing (expected beside provider: "
                                + k.word()
                                + ": "
                                + needed.stream().map(Key::name).collect(Collectors.joining(", "))
                                + ")");
            }
        });
        return new DnsProvider(
                kind.orElse(Kind.MANUAL),
                fields.get(URL).map(Placed::value),
                fields.get(USER).map(Placed::value),
                fields.get(SECRET).map(Placed::value),
                fields.get(SERVER).map(Placed::value),
                fields.get(ALGORITHM).map(Placed::value),
                values(fields, COMMAND),
                values(fields, AUTHORITATIVE));
    }

    private static List<Key<?>> needed(Kind kind) {
        return switch (kind) {
            case LUADNS -> List.of(USER, SECRET);
            case RFC2136 -> List.of(SERVER, USER, SECRET);
            case POWERDNS -> List.of(URL, SECRET);
            case CLOUDFLARE, DESEC, HETZNER -> List.of(SECRET);
            case ACME_DNS -> List.of(URL, USER, SECRET);
            case HTTPREQ -> List.of(URL);
            case EXEC -> List.of(COMMAND);
            case MANUAL -> List.of();
        };
    }
}
