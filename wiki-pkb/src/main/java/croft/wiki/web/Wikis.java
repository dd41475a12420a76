package croft.wiki.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All wikis of this service by host; built anew for each declaration.
public final class Wikis {
    public static final Wikis NONE = new Wikis(List.of());

    private final List<Wiki> wikis;
    private final Map<String, Wiki> byHost = new HashMap<>();

    public Wikis(List<Wiki> wikis) {
        this.wikis = List.copyOf(wikis);
        wikis.forEach(wiki -> byHost.put(wiki.host().value(), wiki));
    }

    /// The wiki that a request names; a wildcard answers for what no other does.
    ///
    /// @param host in lower case, without port
    Optional<Wiki> find(String host) {
        Wiki exact = byHost.get(host);
        if (exact != null && !exact.host().isWildcard()) {
            return Optional.of(exact);
        }
        return wikis.stream()
                .filter(wiki -> wiki.host().isWildcard() && wiki.host().matches(host))
                .findFirst();
    }
}
