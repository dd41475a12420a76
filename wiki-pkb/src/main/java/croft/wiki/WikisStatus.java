package croft.wiki;

import croft.platform.service.StatusDetail;
import croft.wiki.sync.LiveGardens;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;

/// This service's part of `/status`: each wiki, and what caches are still to be told.
@Singleton
final class WikisStatus implements StatusDetail {
    private final WikiSites sites;
    private final Reviews reviews;

    WikisStatus(WikiSites sites, Reviews reviews) {
        this.sites = sites;
        this.reviews = reviews;
    }

    @Override
    public Object detail() {
        LiveGardens gardens = sites.gardens();
        return new Detail(
                sites.addresses().getFirst().getPort(),
                gardens.all().stream().map(wiki -> WikiReport.of(sites, reviews, wiki)).toList(),
                gardens.all().stream().mapToInt(wiki -> gardens.untold(wiki.host())).sum());
    }

    /// The whole.
    ///
    /// @param traffic the port where requests of readers are answered
    /// @param unsent changes that wait for the database
    @Serdeable
    record Detail(int traffic, List<WikiReport> wikis, int unsent) {}
}
