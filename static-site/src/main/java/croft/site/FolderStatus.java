package croft.site;

import croft.platform.service.StatusDetail;
import croft.site.content.PlainFolder;
import croft.site.serve.ServedSite;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
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
                        .map(FolderStatus::folder)
                        .toList());
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

    @Serdeable
    record Detail(List<Folder> folders) {}

    /// One site's folder.
    ///
    /// @param problem with its remedy; null if there is none
    @Serdeable
    record Folder(String host, String path, boolean readable, @Nullable String problem) {}
}
