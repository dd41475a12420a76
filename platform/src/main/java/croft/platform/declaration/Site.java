package croft.platform.declaration;

import java.net.InetAddress;
import java.util.List;

/// One website: the host it is served on, the names that redirect to it, and what answers.
///
/// @param host an exact name, or a wildcard for one label
/// @param aliases exact names, redirected to `host` with path and query kept; empty for a wildcard
///   host
/// @param cache what of it the edge may keep
/// @param limits of the load that it bears
/// @param certificate how it gets its certificate
/// @param addresses of the server that redirect to `host`
public record Site(
        HostName host,
        List<HostName> aliases,
        Serving serving,
        CachePolicy cache,
        SiteLimits limits,
        CertificateTerms certificate,
        List<InetAddress> addresses) {
    public Site {
        aliases = List.copyOf(aliases);
        addresses = List.copyOf(addresses);
        if (host.isWildcard() && !aliases.isEmpty()) {
            throw new IllegalArgumentException(
                    host
                            + ": a wildcard cannot be the target of aliases (expected: an exact host)");
        }
    }

    /// A site that says nothing of its cache.
    public Site(HostName host, List<HostName> aliases, Serving serving) {
        this(host, aliases, serving, CachePolicy.of(presetOf(serving)));
    }

    /// A site that says nothing of limits.
    public Site(HostName host, List<HostName> aliases, Serving serving, CachePolicy cache) {
        this(host, aliases, serving, cache, SiteLimits.NONE);
    }

    /// A site whose certificate is of the local authority.
    public Site(
            HostName host,
            List<HostName> aliases,
            Serving serving,
            CachePolicy cache,
            SiteLimits limits) {
        this(
                host,
                aliases,
                serving,
                cache,
                limits,
                CertificateTerms.of(new CertificatePolicy.Authority.Local()),
                List.of());
    }

    static CachePolicy.Preset presetOf(Serving serving) {
        return switch (serving) {
            case Serving.Static _, Serving.Wiki _ -> CachePolicy.Preset.STATIC;
            case Serving.Proxy _, Serving.Pastes _ -> CachePolicy.Preset.APP;
            case Serving.Chat _ -> CachePolicy.Preset.MATTERMOST;
        };
    }
}
