package croft.site;

import croft.platform.declaration.HostName;
import croft.platform.declaration.StaticPolicy;
import croft.platform.service.CannotStart;
import croft.platform.service.Listeners;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.Variables;
import croft.platform.traffic.TrafficServer;
import croft.site.content.PlainFolder;
import croft.site.content.ReleaseSources;
import croft.site.content.Tree;
import croft.site.serve.Desk;
import croft.site.serve.ServedSite;
import croft.site.serve.ServedSites;
import croft.site.serve.ServingLimits;
import croft.site.serve.SiteServer;
import croft.site.watch.Changes;
import croft.site.watch.FolderWatch;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sites as they stand: served and watched, from the start of the service to its end. A new
/// declaration is swapped in whole; requests that are being answered end under the old one.
@Context
final class Sites {
    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);

    private final SiteServer server;
    private final FolderWatch watch;
    private volatile ServedSites sites = ServedSites.NONE;

    /// Starts serving and watching.
    ///
    /// @throws CannotStart if there is nothing to listen on
    Sites(
            LiveDeclaration declaration,
            Variables variables,
            InstantSource clock,
            Changes changes,
            ReleaseSources releases,
            Desk desk) {
        Listeners listeners = Listeners.of(variables);
        warnOfForeignNames();
        declaration.onChange(current -> sites = ServedSites.of(current, releases));
        try {
            server =
                    SiteServer.start(
                            listeners.addresses(),
                            ServingLimits.DEFAULT,
                            () -> sites,
                            desk,
                            clock,
                            System::nanoTime);
        } catch (TrafficServer.CannotListen e) {
            throw CannotStart.listening("CROFT_PORT", e.address(), e);
        }
        watch = watch(changes);
        declaration.onChange(_ -> watch.watch(folders()));
    }

    /// In the order of the declaration.
    List<ServedSite> all() {
        return sites.all();
    }

    /// What is wrong with the rules of a site, a line each.
    List<String> ruleProblems(ServedSite site, Tree tree) throws IOException {
        return server.ruleProblems(site, tree);
    }

    /// Where traffic is answered.
    List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    @PreDestroy
    void close() {
        server.close();
        watch.close();
    }

    private FolderWatch watch(Changes changes) {
        try {
            return new FolderWatch(
                    (site, keys) -> {
                        server.forget(); // whoever hears of it is not given what was before
                        changes.changed(site, keys);
                    },
                    System::nanoTime);
        } catch (IOException e) {
            server.close();
            throw CannotStart.misconfigured(
                    "folders cannot be watched: "
                            + e.getMessage()
                            + " (expected: room under fs.inotify.max_user_instances; raise it with sysctl)");
        }
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

    private Map<HostName, PlainFolder> folders() {
        Map<HostName, PlainFolder> folders = new HashMap<>();
        for (ServedSite site : sites.all()) {
            switch (site) {
                case ServedSite.OfFolder(HostName host, PlainFolder folder, StaticPolicy _) ->
                        folders.put(host, folder);
                case ServedSite.OfReleases _, ServedSite.OfPreviews _ -> {}
            }
        }
        return folders;
    }
}
