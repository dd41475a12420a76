package croft.platform.declaration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys of croft.yml: names, values, defaults, meanings, and what this version does not have
/// yet. Whoever adds a key adds it here, or to [StaticYml], [CacheYml], [SiteLimitsYml], [EdgeYml],
/// [VisitorYml], [AccessLogYml], [CertificatesYml], [DnsYml] and [DnsClientsYml], which hold those
/// sections; the reader, the schema and the reference page follow.
final class CroftYml {
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String NAME = LABEL + "(\\." + LABEL + ")*";

    // A site.

    static final Key<HostName> HOST =
            Key.required(
                    "host",
                    new Form.Text<>(
                            "a host name",
                            "blog.localhost",
                            Optional.of("^(\\*\\.)?" + NAME + "$"),
                            (text, _) -> new HostName(text)),
                    "The name the site is served on. `*.example.test` stands for every name with"
                            + " exactly one label in place of the star; an exact name wins over it.");

    static final Key<List<Placed<HostName>>> ALIASES =
            Key.optional(
                    "aliases",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "a host name",
                                    "www.blog.localhost",
                                    Optional.of("^" + NAME + "$"),
                                    (text, _) -> HostName.exact(text)),
                            "a list of host names, such as [www.blog.localhost]",
                            0),
                    "none",
                    "Names that redirect to `host`; path and query are kept. Not for a wildcard"
                            + " host.");

    static final Key<Serving> PROXY =
            Key.optional(
                    "proxy",
                    new Form.Text<>(
                            "an http URL of host and port",
                            "http://127.0.0.1:3000",
                            Optional.of("^[Hh][Tt][Tt][Pp]://[^/?#@]+$"),
                            (text, _) -> new Serving.Proxy(Origin.parse(text))),
                    "none",
                    "An application that speaks HTTP/1.1, such as `http://app:3000`; the port is 80"
                            + " unless given. Its name is resolved for each connection, so it may"
                            + " come and go.");

    static final Key<ChatName> CHAT =
            Key.optional(
                    "chat",
                    new Form.Text<>(
                            "the name of a chat",
                            "wizards",
                            Optional.of("^" + ChatName.PATTERN + "$"),
                            (text, _) -> new ChatName(text)),
                    "none",
                    "A Mattermost server of `chats`, with what it needs of the edge set: WebSockets,"
                            + " uploads, what may be kept.");

    static final Key<ChatName> PASTES =
            Key.optional(
                    "pastes",
                    new Form.Text<>(
                            "the name of a chat",
                            "libera",
                            Optional.of("^" + ChatName.PATTERN + "$"),
                            (text, _) -> new ChatName(text)),
                    "none",
                    "An IRC server of `chats`: what bridges bring there and is longer than a few"
                            + " lines is read whole on this site, by those who have the link that"
                            + " stands behind its beginning. For as long as the bridge keeps it, a"
                            + " month.");

    static final Key<CacheYml.Draft> CACHE =
            Key.optional(
                    "cache",
                    CacheYml.CACHE,
                    "`static` for a folder or a wiki, `app` for an application behind `proxy`",
                    "What of the site the edge may keep, beyond what the site itself says.");

    static final Key<SiteLimits> LIMITS =
            Key.optional(
                    "limits",
                    SiteLimitsYml.LIMITS,
                    "the defaults of its keys",
                    "What requests for the site cost a visitor, and what the site may send a day.");

    static final Key<CertificatesYml.Draft> CERTIFICATE =
            Key.optional(
                    "certificate",
                    CertificatesYml.OF_A_SITE,
                    "as in `certificates`",
                    "How this site gets its certificate, where it differs from the others.");

    static final Key<List<Placed<AddressRange>>> ADDRESSES =
            Key.optional(
                    "addresses",
                    new Form.Items<>(
                            new Form.Text<>(
                                    "an address",
                                    "203.0.113.5",
                                    Optional.of("^[0-9A-Fa-f:.]+$"),
                                    (text, _) -> AddressRange.single(text)),
                            "a list of addresses, such as [203.0.113.5]",
                            0),
                    "none",
                    "Public addresses of the server that redirect to `host`, with a certificate of"
                            + " their own: for visitors who type one in. The authority must certify"
                            + " addresses; Let's Encrypt does with `profile: shortlived`, which is"
                            + " what is asked for.");

    static final Form.Section<SiteDraft> SITE =
            new Form.Section<>(
                    "a site",
                    List.of(
                            HOST,
                            ALIASES,
                            StaticYml.STATIC,
                            PROXY,
                            WikiYml.WIKI,
                            CHAT,
                            PASTES,
                            CACHE,
                            LIMITS,
                            CERTIFICATE,
                            ADDRESSES),
                    List.of(StaticYml.STATIC, PROXY, WikiYml.WIKI, CHAT, PASTES),
                    CroftYml::site);

    // The file.

    static final Key<MailAddress> CONTACT =
            Key.optional(
                    "contact",
                    new Form.Text<>(
                            "a mail address",
                            "you@example.net",
                            Optional.of("^[^\\s@]+.*@[^\\s@]+$"),
                            (text, _) -> new MailAddress(text)),
                    "none",
                    "Given to certificate authorities, which write there before a certificate"
                            + " lapses.");

    static final Key<CertificatesYml.Whole> POLICY =
            Key.optional(
                    "certificates",
                    CertificatesYml.CERTIFICATES,
                    "the defaults of its keys",
                    "Where certificates come from.");

    static final Key<EdgePolicy> EDGE =
            Key.optional(
                    "edge",
                    EdgeYml.EDGE,
                    "the defaults of its keys",
                    "The edge, which every site is behind.");

    static final Key<List<Placed<SiteDraft>>> SITES =
            Key.required(
                    "sites",
                    new Form.Items<>(SITE, "a list of sites, each beginning with \"- host:\"", 1),
                    "What is hosted.");

    static final Form.Section<Draft> FILE =
            new Form.Section<>(
                    "a declaration",
                    List.of(
                            CONTACT,
                            POLICY,
                            EDGE,
                            SITES,
                            ChatsYml.CHATS,
                            TalkYml.BRIDGES,
                            TalkYml.EVENTS,
                            TalkYml.FEEDS,
                            TalkYml.MAIL),
                    List.of(),
                    CroftYml::file);

    private CroftYml() {}

    private static SiteDraft site(Fields fields, Review review) {
        Optional<Placed<HostName>> host = fields.get(HOST);
        Optional<Placed<List<Placed<HostName>>>> aliases = fields.get(ALIASES);
        if (host.isPresent()
                && host.get().value().isWildcard()
                && aliases.isPresent()
                && !aliases.get().value().isEmpty()) {
            review.mistake(
                    aliases.get().at(),
                    aliases.get().path(),
                    host.get().value()
                            + " cannot be the target of a redirect (expected: aliases only beside an"
                            + " exact host)");
        }
        Optional<StaticYml.Draft> files = fields.get(StaticYml.STATIC).map(Placed::value);
        return new SiteDraft(
                host,
                aliases.map(Placed::value).orElse(List.of()),
                files.<Serving>flatMap(StaticYml.Draft::serving)
                        .or(() -> fields.get(PROXY).map(Placed::value))
                        .or(() -> fields.get(WikiYml.WIKI).map(Placed::value))
                        .or(() -> fields.get(PASTES).map(at -> new Serving.Pastes(at.value()))),
                fields.get(CHAT),
                fields.get(PASTES),
                files.flatMap(StaticYml.Draft::project),
                files.flatMap(StaticYml.Draft::previews),
                fields.get(CACHE).map(Placed::value),
                fields.get(LIMITS).map(Placed::value).orElse(SiteLimits.NONE),
                fields.get(CERTIFICATE).map(Placed::value).orElse(CertificatesYml.Draft.NOTHING),
                VisitorYml.said(fields, ADDRESSES).orElse(List.of()));
    }

    private static Draft file(Fields fields, Review review) {
        List<SiteDraft> sites =
                fields.get(SITES)
                        .map(list ->
                                list.value().stream()
                                        .map(Placed::value)
                                        .flatMap(SiteDraft::withPreviews)
                                        .toList())
                        .orElse(List.of());
        Map<HostName, Placed<HostName>> taken = new HashMap<>();
        Map<ProjectName, Placed<ProjectName>> projects = new HashMap<>();
        CertificatesYml.Whole policy =
                fields.get(POLICY).map(Placed::value).orElse(CertificatesYml.Whole.NOTHING);
        boolean policyHasMistake = fields.has(POLICY) && fields.get(POLICY).isEmpty();
        for (SiteDraft site : sites) {
            for (Placed<HostName> name : site.names()) {
                Placed<HostName> other = taken.putIfAbsent(name.value(), name);
                if (other != null) {
                    review.mistake(
                            name.at(),
                            name.path(),
                            Shown.quoted(name.value().value())
                                    + " is there twice (first: "
                                    + other.path()
                                    + ", "
                                    + review.place(other.at())
                                    + ")");
                }
            }
            site.project()
                    .ifPresent(name -> {
                        Placed<ProjectName> other = projects.putIfAbsent(name.value(), name);
                        if (other != null) {
                            review.mistake(
                                    name.at(),
                                    name.path(),
                                    Shown.quoted(name.value().value())
                                            + " is the project of another site too (first: "
                                            + other.path()
                                            + ", "
                                            + review.place(other.at())
                                            + "; expected: one site for a project, with aliases)");
                        }
                    });
            if (!policyHasMistake) {
                CertificateChecks.of(site, policy.terms(), review);
            }
        }
        policy.exports().stream()
                .filter(export -> !taken.containsKey(export.value().host()))
                .forEach(export ->
                        review.mistake(
                                export.at(),
                                export.path(),
                                Shown.quoted(export.value().host().value())
                                        + " is not the host of a site (expected: one of sites)"));
        Chats chats = TalkYml.chats(fields, review);
        sites.forEach(site -> site.chat().ifPresent(name -> TalkYml.check(name, fields, review)));
        TalkYml.checkPastes(sites, fields, review);
        return new Draft(
                fields.get(CONTACT).map(Placed::value),
                policy,
                fields.get(EDGE).map(Placed::value).orElse(EdgePolicy.DEFAULT),
                sites,
                chats);
    }

    /// A site as read; what had a mistake is absent.
    record SiteDraft(
            Optional<Placed<HostName>> host,
            List<Placed<HostName>> aliases,
            Optional<Serving> serving,
            Optional<Placed<ChatName>> chat,
            Optional<Placed<ChatName>> pastes,
            Optional<Placed<ProjectName>> project,
            Optional<Placed<HostName>> previews,
            Optional<CacheYml.Draft> cache,
            SiteLimits limits,
            CertificatesYml.Draft certificate,
            List<AddressRange> addresses) {
        List<Placed<HostName>> names() {
            return Stream.concat(host.stream(), aliases.stream()).toList();
        }

        /// This site, and if it has previews those as a second one.
        Stream<SiteDraft> withPreviews() {
            if (previews.isEmpty()
                    || !(serving.orElse(null) instanceof Serving.Releases releases)) {
                return Stream.of(this);
            }
            return Stream.of(
                    this,
                    new SiteDraft(
                            previews,
                            List.of(),
                            Optional.of(
                                    new Serving.Previews(releases.project(), releases.policy())),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            cache,
                            limits,
                            certificate.withoutWildcard(),
                            List.of()));
        }

        Site finished(CertificatesYml.Draft everywhere, Chats chats) {
            Serving by =
                    serving.or(() -> chat.map(name -> TalkYml.site(name.value(), chats)))
                            .orElseThrow();
            CachePolicy.Preset preset = Site.presetOf(by);
            return new Site(
                    host.orElseThrow().value(),
                    aliases.stream().map(Placed::value).toList(),
                    by,
                    cache.map(said -> said.finished(preset))
                            .orElseGet(() -> CachePolicy.of(preset)),
                    limits,
                    CertificateChecks.authorityOf(this, certificate.or(everywhere)).finished(),
                    addresses.stream().map(AddressRange::first).toList());
        }
    }

    /// The file as read; what had a mistake is absent.
    record Draft(
            Optional<MailAddress> contact,
            CertificatesYml.Whole certificates,
            EdgePolicy edge,
            List<SiteDraft> sites,
            Chats chats) {
        /// Only of a reading without mistakes.
        Declaration finished() {
            return new Declaration(
                    contact,
                    certificates.finished(),
                    edge,
                    sites.stream().map(site -> site.finished(certificates.terms(), chats)).toList(),
                    chats);
        }
    }
}
