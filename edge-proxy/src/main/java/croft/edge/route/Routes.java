package croft.edge.route;

import croft.edge.http.AddressText;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Every route of one declaration, immutable: built whole and swapped when croft.yml changes.
public final class Routes {
    private static final Route UNKNOWN = new Route.Unknown();

    /// No routes at all.
    public static final Routes NONE = new Routes(Map.of(), Map.of(), Map.of());

    private final Map<String, Route> exact;

    /// By what follows the first label, with the dot: a wildcard stands for exactly one label.
    private final Map<String, Route> wildcard;

    private final Map<InetAddress, Route> addresses;

    private Routes(
            Map<String, Route> exact,
            Map<String, Route> wildcard,
            Map<InetAddress, Route> addresses) {
        this.exact = Map.copyOf(exact);
        this.wildcard = Map.copyOf(wildcard);
        this.addresses = Map.copyOf(addresses);
    }

    /// The routes of a declaration.
    public static Routes of(Declaration declaration, Backends backends) {
        Map<String, Route> exact = new HashMap<>();
        Map<String, Route> wildcard = new HashMap<>();
        Map<InetAddress, Route> addresses = new HashMap<>();
        for (Site site : declaration.sites()) {
            Route route =
                    switch (site.serving()) {
                        case Serving.Static _ ->
                                forward(site, backends.staticSite(), Route.By.STATIC_SITE);
                        case Serving.Wiki _ -> forward(site, backends.wiki(), Route.By.WIKI_PKB);
                        case Serving.Pastes _ ->
                                forward(site, backends.chat(), Route.By.CHAT_BRIDGE);
                        case Serving.Proxy(Origin origin) -> forward(site, origin, Route.By.PROXY);
                        case Serving.Chat(_, Origin origin) ->
                                forward(site, origin, Route.By.PROXY);
                    };
            HostName host = site.host();
            if (host.isWildcard()) {
                wildcard.put(host.value().substring(1), route);
            } else {
                exact.put(host.value(), route);
            }
            for (HostName alias : site.aliases()) {
                exact.put(alias.value(), new Route.Alias(host));
            }
            if (!host.isWildcard()) {
                site.addresses().forEach(each -> addresses.put(each, new Route.Alias(host)));
            }
        }
        return new Routes(exact, wildcard, addresses);
    }

    private static Route forward(Site site, Origin origin, Route.By by) {
        return new Route.Forward(site.host(), origin, by, site.cache(), site.limits());
    }

    /// The route of a host, given in lower case and without a port; IPv6 addresses in brackets. An
    /// exact name goes before a wildcard.
    public Route find(String host) {
        Route route = exact.get(host);
        if (route != null) {
            return route;
        }
        int dot = host.indexOf('.');
        Route one = dot <= 0 || !isLabel(host, dot) ? null : wildcard.get(host.substring(dot));
        return one == null ? byAddress(host) : one;
    }

    /// An address may be written in several ways.
    private Route byAddress(String host) {
        if (addresses.isEmpty()) {
            return UNKNOWN;
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        InetAddress address =
                AddressText.parse(bracketed ? host.substring(1, host.length() - 1) : host);
        return address == null ? UNKNOWN : addresses.getOrDefault(address, UNKNOWN);
    }

    /// Whether a host begins with what may stand for the asterisk. Of what else HTTP lets a host
    /// hold, a comma for one would read as two hosts in `x-forwarded-host`.
    private static boolean isLabel(String host, int length) {
        for (int i = 0; i < length; i++) {
            char c = host.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
