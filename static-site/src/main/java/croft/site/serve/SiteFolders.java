package croft.site.serve;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.site.content.PlainFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All sites served from folders, by host; built anew for each declaration.
public final class SiteFolders {
    public static final SiteFolders NONE = new SiteFolders(List.of());

    private final List<SiteFolder> sites;
    private final Map<String, SiteFolder> byHost = new HashMap<>();

    private SiteFolders(List<SiteFolder> sites) {
        this.sites = List.copyOf(sites);
        sites.forEach(site -> byHost.put(site.host().value(), site));
    }

    public static SiteFolders of(Declaration declaration) {
        List<SiteFolder> sites = new ArrayList<>();
        for (Site site : declaration.sites()) {
            switch (site.serving()) {
                case Serving.Folder folder ->
                        sites.add(new SiteFolder(site.host(), new PlainFolder(folder.folder())));
                case Serving.Releases _, Serving.Previews _, Serving.Proxy _ -> {}
            }
        }
        return new SiteFolders(sites);
    }

    /// In the order of the declaration.
    public List<SiteFolder> all() {
        return sites;
    }

    /// The site of a host in lower case without port: by its name, else by a wildcard for its first
    /// label.
    Optional<SiteFolder> find(String host) {
        SiteFolder exact = byHost.get(host);
        int dot = host.indexOf('.');
        return exact != null || dot < 1
                ? Optional.ofNullable(exact)
                : Optional.ofNullable(byHost.get("*" + host.substring(dot)));
    }
}
