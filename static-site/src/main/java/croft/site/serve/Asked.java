package croft.site.serve;

import croft.site.content.Preconditions;
import croft.site.content.Target;
import java.util.Optional;

/// A request that passed every check of [RequestCheck].
///
/// @param host as named by the request, in lower case without port
/// @param range the field of that name; empty for HEAD, which has no ranges (RFC 9110 §14.2)
record Asked(
        Method method,
        ServedSite site,
        String host,
        Target target,
        Preconditions preconditions,
        Optional<String> range) {
    /// What can be done with a page.
    enum Method {
        GET,
        HEAD,
        OPTIONS,
        /// Anything else: 405.
        OTHER
    }
}
