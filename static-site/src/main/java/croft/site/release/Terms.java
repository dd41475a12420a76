package croft.site.release;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.ProjectName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the declaration says of one project.
///
/// @param hosts where its current release is served
/// @param previews wildcard hosts for its releases
/// @param keep how many releases beside the current one
/// @param oldAssets how long files with a hash in their names outlive their release
public record Terms(List<HostName> hosts, List<HostName> previews, int keep, Duration oldAssets) {
    /// Of a project that no site names: nothing of it is thrown away.
    private static final Terms UNDECLARED =
            new Terms(List.of(), List.of(), Integer.MAX_VALUE, Duration.ZERO);

    public Terms {
        hosts = List.copyOf(hosts);
        previews = List.copyOf(previews);
    }

    /// Where several sites serve a project, the most that one of them asks for.
    public static Terms of(Declaration declaration, ProjectName project) {
        List<HostName> hosts = new ArrayList<>();
        List<HostName> previews = new ArrayList<>();
        int keep = 0;
        Duration oldAssets = Duration.ZERO;
        for (Site site : declaration.sites()) {
            switch (site.serving()) {
                case Serving.Releases releases when releases.project().equals(project) -> {
                    hosts.add(site.host());
                    keep = Math.max(keep, releases.keep());
                    oldAssets =
                            releases.oldAssets().compareTo(oldAssets) > 0
                                    ? releases.oldAssets()
                                    : oldAssets;
                }
                case Serving.Previews of when of.project().equals(project) ->
                        previews.add(site.host());
                case Serving _ -> {}
            }
        }
        return hosts.isEmpty() ? UNDECLARED : new Terms(hosts, previews, keep, oldAssets);
    }

    public boolean isDeclared() {
        return !hosts.isEmpty();
    }

    /// Where a release can be looked at, current or not.
    public Optional<String> previewHost(Label label) {
        return previews.stream().findFirst().map(host -> label + host.value().substring(1));
    }

    /// Every project that a site names.
    public static Set<ProjectName> declared(Declaration declaration) {
        Set<ProjectName> projects = new LinkedHashSet<>();
        for (Site site : declaration.sites()) {
            switch (site.serving()) {
                case Serving.Releases releases -> projects.add(releases.project());
                case Serving.Previews _,
                        Serving.Folder _,
                        Serving.Wiki _,
                        Serving.Proxy _,
                        Serving.Chat _,
                        Serving.Pastes _ -> {}
            }
        }
        return projects;
    }
}
