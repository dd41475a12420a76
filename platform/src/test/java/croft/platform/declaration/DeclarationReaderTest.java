package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes of a text: the pairs in `src/test/resources`, and the cases that no file can show.
class DeclarationReaderTest {
    @ParameterizedTest
    @MethodSource("croft.platform.declaration.Samples#accepted")
    void readsDeclarations(String sample) {
        Reading reading = read(Samples.text(sample));
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        assertThat(shown(((Reading.Accepted) reading).declaration()))
                .isEqualTo(Samples.expected(sample));
    }

    @ParameterizedTest
    @MethodSource("croft.platform.declaration.Samples#rejected")
    void namesEveryMistakeInTheOrderOfTheFile(String sample) {
        assertThat(shown(read(Samples.text(sample)))).isEqualTo(Samples.expected(sample));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void countsLinesAndCharactersAsEditorsDo(String lineBreak) {
        String text =
                String.join(
                        lineBreak,
                        "# \uD83C\uDFE1 a house \uD83C\uDFE1",
                        "sites: [{host: a.test, static: \"\uD83C\uDFE1\uD83C\uDFE1\", oops: 1}]",
                        "\"\uD83C\uDFE1\": x");
        assertThat(read(text))
                .isEqualTo(
                        new Reading.Rejected(
                                List.of(
                                        new Mistake(
                                                "croft.yml",
                                                2,
                                                38,
                                                "sites[0].oops",
                                                "unknown key (expected: host, aliases, static, proxy,"
                                                        + " wiki, chat, pastes, cache, limits, certificate, addresses)"),
                                        new Mistake(
                                                "croft.yml",
                                                3,
                                                1,
                                                "\"\uD83C\uDFE1\"",
                                                "unknown key (expected: contact, certificates,"
                                                        + " edge, sites, chats, bridges, events, feeds, mail)"))));
    }

    @Test
    void placesACharacterThatYamlDoesNotKnow() {
        assertThat(shown(read("sites:\r\n  \uD83C\uDFE1\u0007")))
                .isEqualTo("croft.yml:2:4: the character U+0007 cannot stand in YAML\n");
        assertThat(shown(read("a\uD800b")))
                .isEqualTo("croft.yml:1:2: the character U+D800 cannot stand in YAML\n");
    }

    @Test
    void placesBytesThatAreNotUtf8() {
        byte[] bytes = "a: é\nbé: \u0000".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        assertThat(shown(DeclarationReader.read("croft.yml", Samples.HOME, bytes)))
                .isEqualTo("croft.yml:2:5: not UTF-8 from here on (expected: UTF-8)\n");
        byte[] cut = "sites: é".getBytes(StandardCharsets.UTF_8);
        assertThat(
                        shown(
                                DeclarationReader.read(
                                        "croft.yml",
                                        Samples.HOME,
                                        Arrays.copyOf(cut, cut.length - 1))))
                .isEqualTo("croft.yml:1:8: not UTF-8 from here on (expected: UTF-8)\n");
    }

    @Test
    void readsPastAByteOrderMark() {
        String text = "\uFEFF" + Samples.text("accepted/five-lines");
        assertThat(read(text)).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void tellsVersionsApartByTheDigestOfTheText() {
        String text = Samples.text("accepted/five-lines");
        assertThat(digest(text))
                .isEqualTo(digest(text))
                .hasSize(64)
                .isNotEqualTo(digest(text + "\n"));
    }

    @Test
    void cannotBeMadeToForgeALogLine() {
        String text =
                "sites: [{host: \"x\\ncroft.yml:1:1: all is well\\e[0m\\u202e\", static: ./a}]";
        assertThat(shown(read(text)))
                .isEqualTo(
                        "croft.yml:1:16: sites[0].host: \"x\\ncroft.yml:1:1: all is"
                                + " well\\u{1b}[0m\\u{202e}\" is not a host name (expected: labels of"
                                + " letters, digits and hyphens)\n");
    }

    private static String digest(String text) {
        return ((Reading.Accepted) read(text)).digest();
    }

    private static Reading read(String text) {
        return DeclarationReader.read("croft.yml", Samples.HOME, text);
    }

    private static String shown(Reading reading) {
        return switch (reading) {
            case Reading.Accepted(Declaration declaration, _) -> "accepted: " + declaration;
            case Reading.Rejected(List<Mistake> mistakes) ->
                    mistakes.stream().map(mistake -> mistake + "\n").collect(Collectors.joining());
        };
    }

    private static String shown(Declaration declaration) {
        StringBuilder shown = new StringBuilder();
        declaration
                .contact()
                .ifPresent(mail -> shown.append("contact: ").append(mail).append('\n'));
        certificates(declaration.certificates(), shown);
        edge(declaration.edge(), shown);
        for (Site site : declaration.sites()) {
            shown.append(site.host());
            if (!site.aliases().isEmpty()) {
                shown.append(
                        site.aliases().stream()
                                .map(HostName::value)
                                .collect(Collectors.joining(", ", " (", ")")));
            }
            shown.append(": ")
                    .append(
                            switch (site.serving()) {
                                case Serving.Folder(var folder, var asDeclared, _) ->
                                        "folder " + folder + " as " + asDeclared;
                                case Serving.Releases releases ->
                                        "releases "
                                                + releases.project()
                                                + ", keep "
                                                + releases.keep()
                                                + ", old assets "
                                                + releases.oldAssets();
                                case Serving.Previews previews -> "previews " + previews.project();
                                case Serving.Wiki(var folder, var asDeclared, _) ->
                                        "wiki " + folder + " as " + asDeclared;
                                case Serving.Proxy(Origin origin) -> "proxy " + origin;
                                case Serving.Chat(ChatName name, Origin origin) ->
                                        "chat " + name + " " + origin;
                                case Serving.Pastes(ChatName name) -> "pastes of " + name;
                            })
                    .append('\n');
            if (site.serving() instanceof Serving.Static files
                    && !files.policy().equals(StaticPolicy.DEFAULT)) {
                shown.append("  ").append(files.policy()).append('\n');
            }
            if (site.serving() instanceof Serving.Wiki wiki
                    && !wiki.policy().equals(WikiPolicy.DEFAULT)) {
                shown.append("  ").append(wiki.policy()).append('\n');
            }
            cache(site.cache(), Site.presetOf(site.serving()), shown);
            if (!site.limits().equals(SiteLimits.NONE)) {
                shown.append("  ").append(site.limits()).append('\n');
            }
            if (!site.certificate().equals(declaration.certificates().terms())) {
                shown.append("  certificate: ").append(terms(site.certificate())).append('\n');
            }
            site.addresses()
                    .forEach(address ->
                            shown.append("  at ").append(address.getHostAddress()).append('\n'));
        }
        chats(declaration.chats(), shown);
        return shown.toString();
    }

    private static void chats(Chats chats, StringBuilder shown) {
        chats.servers()
                .forEach((name, server) ->
                        shown.append(name).append(": ").append(server).append('\n'));
        Stream.of(chats.bridges(), chats.events(), chats.feeds())
                .flatMap(List::stream)
                .forEach(one -> shown.append(one).append('\n'));
        chats.mail().ifPresent(mail -> shown.append(mail).append('\n'));
    }

    private static void certificates(CertificatePolicy policy, StringBuilder shown) {
        shown.append("certificates: ").append(terms(policy.terms())).append('\n');
        policy.fallback()
                .ifPresent(acme -> shown.append("  or else ").append(authority(acme)).append('\n'));
        policy.roots().ifPresent(file -> shown.append("  roots ").append(file).append('\n'));
        policy.resolvers()
                .forEach(server -> shown.append("  resolver ").append(server).append('\n'));
        policy.exports().forEach(export -> shown.append("  ").append(export).append('\n'));
    }

    private static String terms(CertificateTerms terms) {
        StringBuilder shown = new StringBuilder(authority(terms.authority()));
        if (terms.authority() instanceof CertificatePolicy.Authority.Acme) {
            shown.append(", ").append(terms.challenge().word());
        }
        terms.dns()
                .ifPresent(dns ->
                        shown.append(" by ")
                                .append(dns)
                                .append(dns.secret().map(name -> ", secret " + name).orElse(""))
                                .append(dns.command().isEmpty() ? "" : " " + dns.command())
                                .append(
                                        dns.authoritative().isEmpty()
                                                ? ""
                                                : " seen by " + dns.authoritative()));
        terms.profile().ifPresent(profile -> shown.append(", profile ").append(profile));
        shown.append(", ").append(terms.key().word()).append(terms.rsaBeside() ? " and RSA" : "");
        return shown.toString();
    }

    private static String authority(CertificatePolicy.Authority authority) {
        return switch (authority) {
            case CertificatePolicy.Authority.Local _ -> "local";
            case CertificatePolicy.Authority.Acme acme ->
                    acme.name()
                            + " ("
                            + acme.directory()
                            + acme.root().map(file -> ", vouched for by " + file).orElse("")
                            + acme.binding()
                                    .map(b -> ", bound to " + b.keyId() + " by " + b.hmac())
                                    .orElse("")
                            + acme.rehearsal().map(url -> ", rehearsed at " + url).orElse("")
                            + ")";
        };
    }

    /// What differs from an edge of which nothing is said.
    private static void edge(EdgePolicy edge, StringBuilder shown) {
        if (!edge.cacheMemory().equals(EdgePolicy.DEFAULT.cacheMemory())) {
            shown.append("edge: ")
                    .append(edge.cacheMemory())
                    .append(", ")
                    .append(edge.largestObject())
                    .append(", purged from ")
                    .append(edge.purgeFrom())
                    .append('\n');
        }
        if (!edge.visitors().equals(VisitorPolicy.DEFAULT)) {
            shown.append("visitors: ").append(edge.visitors()).append('\n');
        }
        if (!edge.accessLog().equals(AccessLogPolicy.DEFAULT)) {
            shown.append("access log: ").append(edge.accessLog()).append('\n');
        }
    }

    /// What differs from a site of that kind that says nothing; of the lists, what comes before the
    /// preset's.
    private static void cache(
            CachePolicy cache, CachePolicy.Preset byServing, StringBuilder shown) {
        CachePolicy known = CachePolicy.of(cache.preset());
        if (cache.preset() != byServing) {
            shown.append("  preset ").append(cache.preset().word()).append('\n');
        }
        if (!cache.enabled()) {
            shown.append("  off\n");
        }
        own("ignore ", cache.ignoredCookies(), known.ignoredCookies(), shown);
        own("bypass ", cache.bypassCookies(), known.bypassCookies(), shown);
        own("drop ", cache.droppedParameters(), known.droppedParameters(), shown);
        if (cache.sortedParameters()) {
            shown.append("  sorted\n");
        }
        if (!cache.paths().equals(known.paths())) {
            cache.paths()
                    .forEach(rule ->
                            shown.append("  ")
                                    .append(rule.path())
                                    .append(' ')
                                    .append(rule.treatment())
                                    .append('\n'));
        }
        if (!cache.stale().equals(known.stale())) {
            shown.append("  stale ").append(cache.stale()).append('\n');
        }
    }

    private static void own(String name, List<?> all, List<?> known, StringBuilder shown) {
        int own = all.size() - known.size();
        assertThat(all.subList(own, all.size())).isEqualTo(known);
        all.subList(0, own)
                .forEach(value -> shown.append("  ").append(name).append(value).append('\n'));
    }
}
