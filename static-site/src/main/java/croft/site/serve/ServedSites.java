package croft.site.serve;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.site.content.PlainFolder;
import croft.site.content.ReleaseSources;
import croft.site.content.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All static websites, by host; built anew for each declaration.
public final class ServedSites {
    public static final ServedSites NONE = new ServedSites(List.of());

    private final List<ServedSite> sites;
    private final Map<String, ServedSite> byHost = new HashMap<>();

    private ServedSites(List<ServedSite> sites) {
        this.sites = List.copyOf(sites);
        sites.forEach(site -> byHost.put(site.host().value(), site));
    }

    /// The sites of `declaration` that are made of files.
    ///
    /// @param releases what gives the files of those that were deployed
    public static ServedSites of(Declaration declaration, ReleaseSources releases) {
        List<ServedSite> sites = new ArrayList<>();
        for (Site site : declaration.sites()) {
            switch (site.serving()) {
                case Serving.Folder folder ->
                        sites.add(
                                new ServedSite.OfFolder(
                                        site.host(),
                                        new PlainFolder(
                                                folder.folder(), Visibility.of(folder.policy())),
                                        folder.policy()));
                case Serving.Releases of ->
                        sites.add(
                                new ServedSite.OfReleases(
                                        site.host(),
                                        of.project(),
                                        releases.current(of),
                                        of.policy()));
                case Serving.Previews of ->
                        sites.add(
                                new ServedSite.OfPreviews(
                                        site.host(),
                                        of.project(),
                                        label -> releases.preview(of, label),
                                        of.policy()));
                case Serving.Wiki _, Serving.Proxy _, Serving.Chat _, Serving.Pastes _ -> {}
            }
        }
        return new ServedSites(sites);
    }

    /// In the order of the declaration.
    public List<ServedSite> all() {
        return sites;
    }

    /// The site of a host in lower case without port: by its name, else by a wildcard for its first
    /// label.
    Optional<ServedSite> find(String host) {
        ServedSite exact = byHost.get(host);
        int dot = host.indexOf('.');
        return exact != null || dot < 1
                ? Optional.ofNullable(exact)
                : Optional.ofNullable(byHost.get("*" + host.substring(dot)));
    }
}
