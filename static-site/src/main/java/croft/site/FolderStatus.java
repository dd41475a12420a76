package croft.site;

import croft.platform.service.StatusDetail;
import croft.site.content.FolderTree;
import croft.site.content.PlainFolder;
import croft.site.serve.ServedSite;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// This service's part of `/status`: each folder, and what keeps it from being served.
@Singleton
final class FolderStatus implements StatusDetail {
    private final Sites sites;

    FolderStatus(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Object detail() {
        return new Detail(
                sites.all().stream()
                        .filter(ServedSite.OfFolder.class::isInstance)
                        .map(ServedSite.OfFolder.class::cast)
                        .map(this::folder)
                        .toList());
    }

    private Folder folder(ServedSite.OfFolder site) {
        String host = site.host().value();
        String path = site.folder().path().toString();
        return switch (site.folder().reach()) {
            case PlainFolder.Reach.Reached(FolderTree tree) ->
                    new Folder(host, path, true, null, ruleProblems(site, tree));
            case PlainFolder.Reach.OutOfReach(String problem) ->
                    new Folder(host, path, false, problem, List.of());
        };
    }

    private List<String> ruleProblems(ServedSite.OfFolder site, FolderTree tree) {
        try {
            return sites.ruleProblems(site, tree);
        } catch (IOException e) {
            return List.of("the rules cannot be read: " + e.getMessage());
        }
    }

    @Serdeable
    record Detail(List<Folder> folders) {}

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
}
