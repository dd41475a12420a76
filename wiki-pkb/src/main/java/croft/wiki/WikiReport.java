package croft.wiki;

import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.wiki.graph.Garden;
import croft.wiki.render.Dialect;
import croft.wiki.sync.LiveGarden;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One wiki in numbers, and what is wrong with it: for `/status`, `/control/wikis` and `croft
/// wiki`.
///
/// @param readable whether the folder can be read now; if not, its last state is served
/// @param problem with its remedy; null if there is none
/// @param pages that are served, listed or not
/// @param files that are not pages
/// @param problems how many `…/problems` lists
/// @param looked when the folder was looked at last
@Serdeable
record WikiReport(
        String host,
        String folder,
        boolean readable,
        @Nullable String problem,
        String markdown,
        int pages,
        int files,
        int problems,
        int conflicts,
        @Nullable Instant looked) {
    static WikiReport of(WikiSites sites, Reviews reviews, LiveGarden wiki) {
        HostName host = wiki.host();
        Optional<Garden> garden = wiki.garden();
        return new WikiReport(
                host.value(),
                sites.declared(host).map(Serving.Wiki::folder).map(Path::toString).orElse(""),
                wiki.trouble().isEmpty(),
                wiki.trouble()
                        .or(() -> sites.gardens().untoldBecause(host))
                        .or(sites::indexTrouble)
                        .orElse(null),
                wiki.settings().dialect() == Dialect.STRICT ? "strict" : "garden",
                garden.map(it -> it.notes().size()).orElse(0),
                garden.map(it -> it.attachments().size()).orElse(0),
                reviews.count(wiki),
                wiki.conflicts().size(),
                wiki.lookedAt().orElse(null));
    }

    /// Something that the owner may want to mend.
    ///
    /// @param path in the folder; `.` for all of it
    /// @param line from 1; 0 where it is about the whole file
    @Serdeable
    record Finding(String path, int line, String text) {}
}
