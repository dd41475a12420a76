package croft.edge.route;

import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.SiteLimits;

/// Where a request goes, by its host.
public sealed interface Route {
    /// To a backend.
    ///
    /// @param site the host of the site, as declared
    /// @param by what listens at `origin`
    /// @param cache what of it may be kept
    /// @param limits of the load that it bears
    record Forward(HostName site, Origin origin, By by, CachePolicy cache, SiteLimits limits)
            implements Route {}

    /// What a backend is.
    enum By {
        STATIC_SITE("static-site"),
        WIKI_PKB("wiki-pkb"),
        CHAT_BRIDGE("chat-bridge"),
        /// An application of the owner's.
        PROXY("proxy");

        private final String word;

        By(String word) {
            this.word = word;
        }

        /// For people and programs: a service's own name.
        public String word() {
            return word;
        }
    }

    /// From another name of a site, or an address, to its main host, path and query kept.
    record Alias(HostName site) implements Route {}

    /// Nowhere: no site has this host (421, RFC 9110 §15.5.20).
    record Unknown() implements Route {}
}
