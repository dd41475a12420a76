package croft.wiki;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.CannotStart;
import croft.platform.service.Listeners;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.ServiceEnvironment;
import croft.platform.service.Variables;
import croft.platform.traffic.TrafficServer;
import croft.wiki.feed.Masthead;
import croft.wiki.graph.Change;
import croft.wiki.page.Facet;
import croft.wiki.page.Identity;
import croft.wiki.search.DatabaseSearch;
import croft.wiki.search.Index;
import croft.wiki.search.Search;
import croft.wiki.sync.LiveGarden;
import croft.wiki.sync.LiveGardens;
import croft.wiki.sync.Settings;
import croft.wiki.web.Wiki;
import croft.wiki.web.WikiLimits;
import croft.wiki.web.WikiServer;
import croft.wiki.web.Wikis;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wikis of croft.yml as they stand: kept in step with their folders, indexed and served, from
/// the start of the service to its end.
@Context
final class WikiSites {
    private static final Logger LOG = LoggerFactory.getLogger(WikiSites.class);

    private static final int USUAL_PORT = 443;

    private final LiveGardens gardens;
    private final Search search;
    private final Index index;
    private final WikiServer server;
    private final int publicPort;
    private volatile Map<HostName, Serving.Wiki> declared = Map.of();
    private volatile Wikis served = Wikis.NONE;

    /// Starts keeping and serving.
    ///
    /// @throws CannotStart if there is nothing to listen on
    WikiSites(
            LiveDeclaration declaration,
            Variables variables,
            ServiceEnvironment environment,
            DataSource database,
            InstantSource clock) {
        Listeners listeners = Listeners.of(variables);
        publicPort = variables.port("CROFT_PUBLIC_HTTPS_PORT", USUAL_PORT);
        warnOfForeignNames();
        gardens =
                new LiveGardens(
                        database,
                        environment.state().resolve("wikis"),
                        ProgramVersion.of(WikiPkb.class).text(),
                        clock,
                        System::nanoTime);
        SearchedFolders corpus = new SearchedFolders(gardens);
        search = new DatabaseSearch(database, gardens, corpus, clock);
        server = listen(listeners, clock);
        gardens.onChange(this::changed);
        index = Index.start(database, gardens, corpus, clock);
        declaration.onChange(this::adopt);
    }

    LiveGardens gardens() {
        return gardens;
    }

    /// What croft.yml says of a wiki.
    Optional<Serving.Wiki> declared(HostName host) {
        return Optional.ofNullable(declared.get(host));
    }

    /// What keeps the search index from being written, if anything does.
    Optional<String> indexTrouble() {
        return index.trouble();
    }

    /// Where traffic is answered.
    List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    @PreDestroy
    void close() {
        server.close();
        index.close();
        gardens.close();
    }

    private WikiServer listen(Listeners listeners, InstantSource clock) {
        try {
            return WikiServer.start(listeners.addresses(), WikiLimits.DEFAULT, () -> served, clock);
        } catch (TrafficServer.CannotListen e) {
            throw CannotStart.listening("CROFT_PORT", e.address(), e);
        }
    }

    private void adopt(Declaration declaration) {
        Map<HostName, Serving.Wiki> wikis = new LinkedHashMap<>();
        for (Site site : declaration.sites()) {
            if (site.serving() instanceof Serving.Wiki wiki) {
                wikis.put(site.host(), wiki);
            }
        }
        declared = Map.copyOf(wikis);
        gardens.adopt(wikis);
        serve();
    }

    /// Readers are shown what is new before any cache is told of it.
    private void changed(HostName host, Change change) {
        if (change.facets().contains(Facet.WIKI)) {
            serve();
        }
        server.changed(host, change);
    }

    private synchronized void serve() {
        served = new Wikis(gardens.all().stream().map(this::served).toList());
    }

    private Wiki served(LiveGarden wiki) {
        Settings settings = wiki.settings();
        Identity identity = settings.identity();
        String host = wiki.host().value();
        return new Wiki(
                wiki.host(),
                new Masthead(
                        "https://" + host + (publicPort == USUAL_PORT ? "" : ":" + publicPort),
                        identity.name().orElse(host),
                        identity.tagline(),
                        identity.author(),
                        identity.authorUrl(),
                        settings.language()),
                identity.since(),
                settings.dialect(),
                settings.html(),
                settings.live(),
                settings.renderer(),
                new ServedFolder(wiki),
                wiki::garden,
                search,
                wiki::redirect);
    }

    private static void warnOfForeignNames() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (!encoding.equalsIgnoreCase("UTF-8")) {
            LOG.warn(
                    "file names are read as {}, so those outside it are not found (expected: UTF-8;"
                            + " start with LC_ALL=C.UTF-8)",
                    encoding);
        }
    }
}
