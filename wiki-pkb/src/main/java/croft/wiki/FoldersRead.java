package croft.wiki;

import croft.platform.service.Readiness;
import croft.wiki.sync.LiveGarden;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Ready once every folder was read that can be: before that, readers would be told that pages are
/// not there which are. A folder that is away keeps nobody from reading the others.
@Singleton
final class FoldersRead implements Readiness {
    private final WikiSites sites;

    FoldersRead(WikiSites sites) {
        this.sites = sites;
    }

    @Override
    public String name() {
        return "folders";
    }

    @Override
    public Optional<String> missing() {
        List<String> unread =
                sites.gardens().all().stream()
                        .filter(wiki -> wiki.garden().isEmpty() && wiki.isBeingRead())
                        .map(LiveGarden::host)
                        .map(Object::toString)
                        .toList();
        return unread.isEmpty()
                ? Optional.empty()
                : Optional.of("still reading the folders of " + String.join(", ", unread));
    }
}
