package croft.platform.declaration;

import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms.Challenge;
import croft.platform.secret.SecretName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of the section `certificates`, and those of a site's `certificate`.
final class CertificatesYml {
    private static final String HTTPS = "^https://[^\\s?#@]+$";

    /// The directories that have a name. ZeroSSL and Google issue to bound accounts only.
    private static final Map<String, Known> KNOWN =
            Map.of(
                    "letsencrypt",
                    new Known(
                            "https://acme-v02.api.letsencrypt.org/directory",
                            Optional.of("https://acme-staging-v02.api.letsencrypt.org/directory"),
                            false),
                    "letsencrypt-staging",
                    new Known(
                            "https://acme-staging-v02.api.letsencrypt.org/directory",
                            Optional.empty(),
                            false),
                    "zerossl",
                    new Known("https://acme.zerossl.com/v2/DV90", Optional.empty(), true),
                    "google",
                    new Known(
                            "https://dv.acme-v02.api.pki.goog/directory", Optional.empty(), true));

    // An authority that needs more than its name.

    static final Key<URI> DIRECTORY =
            Key.required(
                    "directory",
                    new Form.Text<>(
                            "a directory's URL, or letsencrypt, letsencrypt-staging, zerossl, google",
                            "https://acme.example.net/directory",
                            Optional.of(
                                    "^(https://[^\\s?#@]+|letsencrypt|letsencrypt-staging|zerossl|google)$"),
                            (text, _) -> directory(text)),
                    "Where the authority lists its resources.");

    static final Key<Path> ROOT =
            file(
                    "root",
                    "the roots of the JDK",
                    "A PEM file with who vouches for the authority's server, where that is no public"
                            + " root.");

    static final Key<String> KEY_ID =
            Key.optional(
                    "key-id",
                    new Form.Text<>(
                            "a key id", "kid-1", Optional.of("^\\S+$"), (text, _) -> keyId(text)),
                    "none",
                    "The account at the authority that ours is bound to (external account binding).");

    static final Key<SecretName> HMAC = DnsYml.secret("hmac", "The key that belongs to `key-id`.");

    static final Key<URI> REHEARSAL =
            Key.optional(
                    "rehearsal",
                    new Form.Text<>(
                            "an https URL",
                            "https://staging.example.net/directory",
                            Optional.of(HTTPS),
                            (text, _) -> https(text)),
                    "for `letsencrypt` its staging directory; else none",
                    "The directory of a twin for trials: the first order for a set of names is"
                            + " rehearsed there, so that a mistake does not use up the real one's"
                            + " limits.");

    private static final Form.Section<Authority> ACME =
            new Form.Section<>(
                    "a section",
                    List.of(DIRECTORY, ROOT, KEY_ID, HMAC, REHEARSAL),
                    List.of(),
                    CertificatesYml::acme);

    // What a site may say differently.

    static final Key<Authority> AUTHORITY =
            Key.optional(
                    "authority",
                    new Form.TextOrSection<>(
                            new Form.Text<>(
                                    "a certificate authority",
                                    "letsencrypt",
                                    Optional.of(
                                            "^(local|letsencrypt|letsencrypt-staging|https://[^\\s?#@]+)$"),
                                    (text, _) -> authority(text)),
                            ACME),
                    "`local`, if every host is under `.localhost` or `.test`; else it must be said",
                    "Who issues the certificates: `local` (the development authority, created on this"
                            + " machine and trusted only where it is installed), `letsencrypt`,"
                            + " `letsencrypt-staging`, or the directory of any authority that speaks"
                            + " ACME. `zerossl` and `google` need the section. Names under"
                            + " `.localhost` and `.test` come from `local` beside an authority that"
                            + " has a name.");

    static final Key<Challenge> CHALLENGE =
            Key.optional(
                    "challenge",
                    new Form.Choice<>(
                            "a challenge",
                            List.of(
                                    option(
                                            Challenge.HTTP_01,
                                            "a file that the authority fetches from port 80"),
                                    option(
                                            Challenge.TLS_ALPN_01,
                                            "a handshake that it makes on port 443"),
                                    option(
                                            Challenge.DNS_01,
                                            "a record in the zone; the only one for wildcards, needs"
                                                    + " `dns`"),
                                    option(
                                            Challenge.DNS_PERSIST_01,
                                            "a record that you write once, where the authority has"
                                                    + " this"))),
                    "`http-01`; `dns-01`, where `dns` is said",
                    "How names are proved to the authority.");

    static final Key<DnsProvider> DNS =
            Key.optional("dns", DnsYml.DNS, "none", "Who holds the DNS zone, for `dns-01`.");

    static final Key<String> PROFILE =
            Key.optional(
                    "profile",
                    new Form.Text<>(
                            "the name of a profile",
                            "shortlived",
                            Optional.of("^[A-Za-z0-9_-]{1,64}$"),
                            (text, _) -> profile(text)),
                    "the authority's usual one",
                    "Which of the authority's kinds of certificate is asked for, such as `classic`,"
                            + " `tlsserver` and `shortlived` at Let's Encrypt.");

    static final Key<CertificateKey> KEY =
            Key.optional(
                    "key",
                    new Form.Choice<>(
                            "a kind of key",
                            Arrays.stream(CertificateKey.values())
                                    .map(key -> new Form.Option<>(key.word(), Optional.of(key), ""))
                                    .toList()),
                    "`p-256`",
                    "What the certificate's key is. Each certificate has a new one.");

    static final Key<Boolean> RSA_BESIDE =
            Key.optional(
                    "rsa-beside",
                    yesOrNo(),
                    "`no`",
                    "Whether a second certificate with an RSA key is held for clients that know no"
                            + " other. It costs a second order each time.");

    static final Key<Boolean> WILDCARD =
            Key.optional(
                    "wildcard",
                    yesOrNo(),
                    "`no`",
                    "Whether the certificate also covers every name with one label before `host`, such"
                            + " as those of sites `*.HOST`. Needs a DNS challenge.");

    /// The section `certificate` of a site.
    static final Form.Section<Draft> OF_A_SITE =
            new Form.Section<>(
                    "a section",
                    List.of(AUTHORITY, CHALLENGE, DNS, PROFILE, KEY, RSA_BESIDE, WILDCARD),
                    List.of(),
                    (fields, _) -> draft(fields));

    // What is said once.

    static final Key<Authority> FALLBACK =
            Key.optional(
                    "fallback",
                    new Form.TextOrSection<>(
                            new Form.Text<>(
                                    "a certificate authority",
                                    "letsencrypt",
                                    Optional.of("^(letsencrypt|https://[^\\s?#@]+)$"),
                                    (text, _) -> authority(text)),
                            ACME),
                    "none",
                    "Who is asked where the authority goes on failing. CAA records must allow it.");

    static final Key<Path> ROOTS =
            file(
                    "roots",
                    "the roots of the JDK",
                    "A PEM file with the roots that your visitors trust: of the chains that an"
                            + " authority offers, the shortest that ends in one of them is served.");

    static final Key<List<Placed<ServerAddress>>> RESOLVERS =
            DnsYml.servers("resolvers", "the system's", "Servers that DNS is asked through.");

    static final Key<HostName> EXPORTED =
            Key.required(
                    "host",
                    new Form.Text<>(
                            "a host name",
                            "mail.example.net",
                            Optional.empty(),
                            (text, _) -> new HostName(text)),
                    "Whose certificate: the `host` of a site.");

    static final Key<Path> FOLDER =
            Key.required(
                    "folder",
                    new Form.Text<>(
                            "a folder",
                            "./mail-certificate",
                            Optional.of("."),
                            CertificatesYml::path),
                    "Where the files are written, each whole or not at all.");

    static final Key<CertificateExport.Format> FORMAT =
            Key.optional(
                    "format",
                    new Form.Choice<>(
                            "a format",
                            List.of(
                                    new Form.Option<>(
                                            "pem",
                                            Optional.of(CertificateExport.Format.PEM),
                                            "`fullchain.pem`, `chain.pem`, `cert.pem`,"
                                                    + " `privkey.pem`"),
                                    new Form.Option<>(
                                            "pkcs12",
                                            Optional.of(CertificateExport.Format.PKCS12),
                                            "`certificate.p12`, which needs `password`"),
                                    new Form.Option<>(
                                            "bundle",
                                            Optional.of(CertificateExport.Format.BUNDLE),
                                            "`bundle.pem`: key and chain, as hitch and HAProxy want"
                                                    + " it"))),
                    "`pem`",
                    "What is written.");

    static final Key<SecretName> PASSWORD = DnsYml.secret("password", "The password of the file.");

    static final Key<List<Placed<String>>> THEN =
            DnsYml.command(
                    "then",
                    "none",
                    "A program and its arguments that is run once the files are there; no shell reads"
                            + " it.");

    static final Key<List<Placed<CertificateExport>>> EXPORTS =
            Key.optional(
                    "exports",
                    new Form.Items<>(
                            new Form.Section<>(
                                    "an export",
                                    List.of(EXPORTED, FOLDER, FORMAT, PASSWORD, THEN),
                                    List.of(),
                                    CertificatesYml::export),
                            "a list of exports, each beginning with \"- host:\"",
                            1),
                    "none",
                    "Copies of certificates and keys for other programs, such as a mail server.");

    /// The section `certificates`.
    static final Form.Section<Whole> CERTIFICATES =
            new Form.Section<>(
                    "a section",
                    List.of(
                            AUTHORITY,
                            CHALLENGE,
                            DNS,
                            PROFILE,
                            KEY,
                            RSA_BESIDE,
                            FALLBACK,
                            ROOTS,
                            RESOLVERS,
                            EXPORTS,
                            DnsClientsYml.CLIENTS),
                    List.of(),
                    (fields, review) ->
                            new Whole(
                                    draft(fields),
                                    fields.get(FALLBACK)
                                            .map(Placed::value)
                                            .flatMap(CertificatesYml::acme),
                                    fields.get(ROOTS).map(Placed::value),
                                    DnsYml.values(fields, RESOLVERS),
                                    fields.get(EXPORTS).map(Placed::value).orElse(List.of()),
                                    DnsClientsYml.clients(fields, review)));

    private CertificatesYml() {}

    /// For a key that needs no words beyond its own.
    static Form<Boolean> yesOrNo() {
        return new Form.Choice<>(
                "yes or no",
                List.of(
                        new Form.Option<>("yes", Optional.of(true), ""),
                        new Form.Option<>("no", Optional.of(false), ""),
                        new Form.Option<>("true", Optional.of(true), ""),
                        new Form.Option<>("false", Optional.of(false), "")));
    }

    private static Form.Option<Challenge> option(Challenge challenge, String meaning) {
        return new Form.Option<>(challenge.word(), Optional.of(challenge), meaning);
    }

    private static Key<Path> file(String name, String otherwise, String meaning) {
        return Key.optional(
                name,
                new Form.Text<>("a file", "./roots.pem", Optional.of("."), CertificatesYml::path),
                otherwise,
                meaning);
    }

    private static Path path(String text, Path folder) {
        if (text.isEmpty()
                || text.indexOf('\0') >= 0
                || text.equals("~")
                || text.startsWith("~/")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " (expected: a path without ~, such as ./roots.pem)");
        }
        return folder.resolve(text).normalize();
    }

    private static Authority authority(String text) {
        if (text.equals("local")) {
            return new Authority.Local();
        }
        Known known = KNOWN.get(text);
        if (known == null) {
            if (!text.startsWith("https://")) {
                throw new IllegalArgumentException(
                        Shown.quoted(text)
                                + " is not a certificate authority"
                                + Suggestion.of(
                                                text,
                                                List.of(
                                                        "local",
                                                        "letsencrypt",
                                                        "letsencrypt-staging",
                                                        "zerossl",
                                                        "google"))
                                        .map(word -> " (did you mean \"" + word + "\"?)")
                                        .orElse(
                                                " (expected: local, letsencrypt,"
                                                        + " letsencrypt-staging, or the https:// URL"
                                                        + " of a directory)"));
            }
            return new Authority.Acme(
                    text, https(text), Optional.empty(), Optional.empty(), Optional.empty());
        }
        if (known.bound()) {
            throw new IllegalArgumentException(
                    text
                            + " issues to bound accounts only (expected: { directory: "
                            + text
                            + ", key-id: …, hmac: NAME-OF-A-SECRET })");
        }
        return new Authority.Acme(
                text,
                URI.create(known.directory()),
                Optional.empty(),
                Optional.empty(),
                known.rehearsal().map(URI::create));
    }

    private static URI directory(String text) {
        Known known = KNOWN.get(text);
        return known == null ? https(text) : URI.create(known.directory());
    }

    /// Keys and proofs travel to it, so it is never plain http (RFC 8555 §6.1).
    private static URI https(String text) {
        if (!text.startsWith("https://")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not an https URL (expected: https://HOST/PATH)");
        }
        return DnsYml.url(text);
    }

    private static String keyId(String text) {
        if (text.isEmpty() || text.length() > 512 || text.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not a key id (expected: text without spaces)");
        }
        return text;
    }

    private static String profile(String text) {
        if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not a profile (expected: letters, digits, hyphens and"
                            + " underscores)");
        }
        return text;
    }

    private static Authority.Acme acme(Fields fields, Review review) {
        Optional<URI> directory = fields.get(DIRECTORY).map(Placed::value);
        Optional<Map.Entry<String, Known>> known =
                KNOWN.entrySet().stream()
                        .filter(entry ->
                                directory
                                        .filter(d ->
                                                d.toString().equals(entry.getValue().directory()))
                                        .isPresent())
                        .findFirst();
        if (fields.has(KEY_ID) != fields.has(HMAC)) {
            review.mistake(
                    fields.at(),
                    fields.path(),
                    fields.has(KEY_ID)
                            ? "key-id without hmac (expected: both)"
                            : "hmac without key-id (expected: both)");
        } else if (!fields.has(KEY_ID) && known.filter(k -> k.getValue().bound()).isPresent()) {
            review.mistake(
                    fields.at(),
                    fields.path(),
                    known.get().getKey()
                            + " issues to bound accounts only (expected: key-id and hmac, from its"
                            + " website)");
        }
        Optional<AccountBinding> binding =
                fields.get(KEY_ID)
                        .flatMap(id ->
                                fields.get(HMAC)
                                        .map(hmac -> new AccountBinding(id.value(), hmac.value())));
        return new Authority.Acme(
                known.map(Map.Entry::getKey)
                        .orElseGet(() -> directory.map(URI::toString).orElse("")),
                directory.orElseGet(() -> URI.create("https://invalid.invalid/")),
                fields.get(ROOT).map(Placed::value),
                binding,
                fields.get(REHEARSAL)
                        .map(Placed::value)
                        .or(() -> known.flatMap(k -> k.getValue().rehearsal()).map(URI::create)));
    }

    private static Optional<Authority.Acme> acme(Authority authority) {
        return authority instanceof Authority.Acme acme ? Optional.of(acme) : Optional.empty();
    }

    private static CertificateExport export(Fields fields, Review review) {
        CertificateExport.Format format =
                fields.get(FORMAT).map(Placed::value).orElse(CertificateExport.Format.PEM);
        if (format == CertificateExport.Format.PKCS12 && !fields.has(PASSWORD)) {
            review.mistake(
                    fields.at(),
                    fields.path(),
                    "format: pkcs12 without password (expected: password, the name of a secret)");
        }
        return new CertificateExport(
                fields.get(EXPORTED).map(Placed::value).orElseGet(() -> new HostName("invalid")),
                fields.get(FOLDER).map(Placed::value).orElse(review.folder()),
                format,
                fields.get(PASSWORD).map(Placed::value),
                DnsYml.values(fields, THEN));
    }

    private static Draft draft(Fields fields) {
        return new Draft(
                fields.get(AUTHORITY).map(Placed::value),
                fields.has(AUTHORITY),
                fields.get(CHALLENGE),
                fields.get(DNS).map(Placed::value),
                fields.has(DNS),
                fields.get(PROFILE).map(Placed::value),
                fields.get(KEY).map(Placed::value),
                fields.get(RSA_BESIDE).map(Placed::value),
                fields.get(WILDCARD));
    }

    /// A directory that has a name.
    ///
    /// @param bound whether it issues to bound accounts only
    private record Known(String directory, Optional<String> rehearsal, boolean bound) {}

    /// What was said of how certificates are got; what had a mistake is absent.
    record Draft(
            Optional<Authority> authority,
            boolean saysAuthority,
            Optional<Placed<Challenge>> challenge,
            Optional<DnsProvider> dns,
            boolean saysDns,
            Optional<String> profile,
            Optional<CertificateKey> key,
            Optional<Boolean> rsaBeside,
            Optional<Placed<Boolean>> wildcard) {
        static final Draft NOTHING =
                new Draft(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        /// This, and where it says nothing the other.
        Draft or(Draft other) {
            return new Draft(
                    authority.or(other::authority),
                    saysAuthority || other.saysAuthority,
                    challenge.or(() -> saysDns ? Optional.empty() : other.challenge),
                    dns.or(other::dns),
                    saysDns || other.saysDns,
                    profile.or(() -> saysAuthority ? Optional.empty() : other.profile),
                    key.or(other::key),
                    rsaBeside.or(other::rsaBeside),
                    wildcard);
        }

        /// The same for a host that is a wildcard itself.
        Draft withoutWildcard() {
            return new Draft(
                    authority,
                    saysAuthority,
                    challenge,
                    dns,
                    saysDns,
                    profile,
                    key,
                    rsaBeside,
                    Optional.empty());
        }

        /// The same by another authority.
        Draft by(Authority other) {
            return new Draft(
                    Optional.of(other),
                    true,
                    challenge,
                    dns,
                    saysDns,
                    profile,
                    key,
                    rsaBeside,
                    wildcard);
        }

        Challenge proof() {
            return challenge
                    .map(Placed::value)
                    .orElse(saysDns ? Challenge.DNS_01 : Challenge.HTTP_01);
        }

        CertificateTerms finished() {
            Authority by = authority.orElseGet(Authority.Local::new);
            boolean inZones = by instanceof Authority.Acme && proof().provesWildcards();
            return new CertificateTerms(
                    by,
                    proof(),
                    inZones ? dns : Optional.empty(),
                    profile,
                    key.orElse(CertificateKey.P256),
                    rsaBeside.orElse(false),
                    wildcard.map(Placed::value).orElse(false));
        }
    }

    /// The section `certificates` as read.
    record Whole(
            Draft terms,
            Optional<Authority.Acme> fallback,
            Optional<Path> roots,
            List<ServerAddress> resolvers,
            List<Placed<CertificateExport>> exports,
            List<DnsClient> clients) {
        static final Whole NOTHING =
                new Whole(
                        Draft.NOTHING,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of());

        CertificatePolicy finished() {
            return new CertificatePolicy(
                    terms.finished(),
                    fallback,
                    roots,
                    resolvers,
                    exports.stream().map(Placed::value).toList(),
                    clients);
        }
    }
}
