package croft.edge.store;

import croft.edge.cache.CacheKey;
import croft.edge.cache.StoredResponse;
import croft.platform.declaration.HostName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which stored responses are outdated. A soft purge takes their freshness, so that they are
/// validated before they answer anybody and can still stand in for a backend that fails; a hard one
/// takes them out.
public sealed interface Purge {
    /// Whether what matches stays, stale.
    boolean soft();

    /// Whether a stored response is meant.
    boolean matches(CacheKey key, StoredResponse response);

    /// Whether what a request will bring may be meant, as far as its key tells.
    boolean mayMatch(CacheKey key);

    /// What is stored for one URL, whatever the normalisation: its own path and query, or the same
    /// path with some of the query's parameters left out, in any order. That is more than is meant
    /// where a page exists with and without its parameters, and never less.
    ///
    /// @param host lower case, without port
    /// @param target path and query, taken apart once: it is held against many keys
    record Url(String host, Target target, boolean soft) implements Purge {
        /// @param target path and query
        public Url(String host, String target, boolean soft) {
            this(host, Target.of(target), soft);
        }

        @Override
        public boolean matches(CacheKey key, StoredResponse response) {
            return mayMatch(key);
        }

        @Override
        public boolean mayMatch(CacheKey key) {
            return key.host().equals(host) && target.covers(key);
        }
    }

    /// A path and query that requests may have been normalised from.
    ///
    /// @param path without the query
    /// @param parameters of the query, as they stand there
    record Target(String path, Set<String> parameters) {
        static Target of(String target) {
            int path = endOfPath(target);
            return path == target.length()
                    ? new Target(target, Set.of())
                    : new Target(
                            target.substring(0, path),
                            new HashSet<>(parameters(target.substring(path + 1))));
        }

        /// Whether a key of the same host has this path, and no other parameters.
        boolean covers(CacheKey key) {
            String other = key.target();
            int end = endOfPath(other);
            return end == path.length()
                    && other.startsWith(path)
                    && (end == other.length() || isWithin(other.substring(end + 1)));
        }

        private boolean isWithin(String query) {
            return !parameters.isEmpty() && parameters.containsAll(parameters(query));
        }

        private static int endOfPath(String target) {
            int query = target.indexOf('?');
            return query < 0 ? target.length() : query;
        }

        @Override
        public String toString() {
            return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
        }

        private static List<String> parameters(String query) {
            return Arrays.asList(query.split("&", -1));
        }
    }

    /// Everything below a path.
    ///
    /// @param host lower case, without port
    /// @param prefix of path and query
    record Prefix(String host, String prefix, boolean soft) implements Purge {
        @Override
        public boolean matches(CacheKey key, StoredResponse response) {
            return mayMatch(key);
        }

        @Override
        public boolean mayMatch(CacheKey key) {
            return key.host().equals(host) && key.target().startsWith(prefix);
        }
    }

    /// Everything of a host, or of the hosts that a wildcard stands for.
    record Host(HostName host, boolean soft) implements Purge {
        @Override
        public boolean matches(CacheKey key, StoredResponse response) {
            return mayMatch(key);
        }

        @Override
        public boolean mayMatch(CacheKey key) {
            return host.matches(key.host());
        }
    }

    /// Everything that carries one of some surrogate keys or cache groups.
    ///
    /// @param host if only what is stored for one host is meant, as with the groups that an answer
    ///   names (RFC 9875 §2: they are an origin's own)
    record Keys(Set<String> keys, Optional<String> host, boolean soft) implements Purge {
        public Keys {
            keys = Set.copyOf(keys);
        }

        @Override
        public boolean matches(CacheKey key, StoredResponse response) {
            if (!mayMatch(key)) {
                return false;
            }
            for (String each : response.keys()) {
                if (keys.contains(each)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean mayMatch(CacheKey key) {
            return host.isEmpty() || host.get().equals(key.host());
        }
    }

    /// All there is.
    record Everything(boolean soft) implements Purge {
        @Override
        public boolean matches(CacheKey key, StoredResponse response) {
            return true;
        }

        @Override
        public boolean mayMatch(CacheKey key) {
            return true;
        }
    }
}
