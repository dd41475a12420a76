package croft.wiki;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.ServiceEnvironment;
import croft.wiki.sync.LiveGardens;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wikis of croft.yml as they stand: kept in step with their folders and served, from the start
/// of the service to its end.
@Context
final class WikiSites {
    private static final Logger LOG = LoggerFactory.getLogger(WikiSites.class);

    private final LiveGardens gardens;

    WikiSites(
            LiveDeclaration declaration,
            ServiceEnvironment environment,
            DataSource database,
            InstantSource clock) {
        warnOfForeignNames();
        gardens =
                new LiveGardens(
                        database,
                        environment.state().resolve("wikis"),
                        ProgramVersion.of(WikiPkb.class).text(),
                        clock,
                        System::nanoTime);
        declaration.onChange(current -> gardens.adopt(wikis(current)));
    }

    LiveGardens gardens() {
        return gardens;
    }

    @PreDestroy
    void close() {
        gardens.close();
    }

    private static Map<HostName, Serving.Wiki> wikis(Declaration declaration) {
        Map<HostName, Serving.Wiki> wikis = new LinkedHashMap<>();
        for (Site site : declaration.sites()) {
            if (site.serving() instanceof Serving.Wiki wiki) {
                wikis.put(site.host(), wiki);
            }
        }
        return wikis;
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
