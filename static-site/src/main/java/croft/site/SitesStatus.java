package croft.site;

import croft.platform.service.StatusDetail;
import croft.site.content.PlainFolder;
import croft.site.release.Promotion;
import croft.site.release.Shelf;
import croft.site.release.Standing;
import croft.site.serve.ServedSite;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// This service's part of `/status`: each folder and each project, and what keeps it from being
/// served.
@Singleton
final class SitesStatus implements StatusDetail {
    private final Sites sites;
    private final Shelf shelf;
    private final ReleaseKeeper keeper;

    SitesStatus(Sites sites, Shelf shelf, ReleaseKeeper keeper) {
        this.sites = sites;
        this.shelf = shelf;
        this.keeper = keeper;
    }

    @Override
    public Object detail() {
        List<Folder> folders = new ArrayList<>();
        List<Project> projects = new ArrayList<>();
        for (ServedSite site : sites.all()) {
            switch (site) {
                case ServedSite.OfFolder folder -> folders.add(folder(folder));
                case ServedSite.OfReleases releases -> projects.add(project(releases));
                case ServedSite.OfPreviews _ -> {}
            }
        }
        return new Detail(
                sites.addresses().getFirst().getPort(),
                folders,
                projects,
                keeper.problem().orElse(null));
    }

    private static Folder folder(ServedSite.OfFolder site) {
        String problem =
                switch (site.folder().reach()) {
                    case PlainFolder.Reach.Reached _ -> null;
                    case PlainFolder.Reach.OutOfReach(String what) -> what;
                };
        return new Folder(
                site.host().value(), site.folder().path().toString(), problem == null, problem);
    }

    private Project project(ServedSite.OfReleases site) {
        Standing standing = shelf.standing(site.project());
        Optional<Promotion> current = standing.current();
        return new Project(
                site.host().value(),
                site.project().value(),
                current.map(c -> c.label().text()).orElse(null),
                current.map(Promotion::at).orElse(null),
                standing.releases().size(),
                shelf.problem(site.project()).orElse(null));
    }

    /// The whole.
    ///
    /// @param traffic the port where requests of visitors are answered
    /// @param problem of what is done in the background
    @Serdeable
    record Detail(
            int traffic, List<Folder> folders, List<Project> projects, @Nullable String problem) {}

    /// One site's folder.
    ///
    /// @param problem with its remedy; null if there is none
    @Serdeable
    record Folder(String host, String path, boolean readable, @Nullable String problem) {}

    /// One site of releases.
    ///
    /// @param current the label of the release that is served; null before the first
    /// @param releases how many are kept
    @Serdeable
    record Project(
            String host,
            String project,
            @Nullable String current,
            @Nullable Instant since,
            int releases,
            @Nullable String problem) {}
}
