package croft.site;

import croft.platform.service.StatusDetail;
import croft.site.content.FolderTree;
import croft.site.content.PlainFolder;
import croft.site.release.Promotion;
import croft.site.release.Shelf;
import croft.site.release.Standing;
import croft.site.serve.ServedSite;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
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

    private Folder folder(ServedSite.OfFolder site) {
        String host = site.host().value();
        String path = site.folder().path().toString();
        return switch (site.folder().reach()) {
            case PlainFolder.Reach.Reached(FolderTree tree) ->
                    new Folder(host, path, true, null, ruleProblems(site, tree));
            case PlainFolder.Reach.OutOfReach(String what) ->
                    new Folder(host, path, false, what, List.of());
        };
    }

    private List<String> ruleProblems(ServedSite.OfFolder site, FolderTree tree) {
        try {
            return sites.ruleProblems(site, tree);
        } catch (IOException e) {
            return List.of("the rules cannot be read: " + e.getMessage());
        }
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
    /// @param rules what is wrong in `_redirects` and `_headers`, by line
    @Serdeable
    record Folder(
            String host,
            String path,
            boolean readable,
            @Nullable String problem,
            List<String> rules) {}

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
