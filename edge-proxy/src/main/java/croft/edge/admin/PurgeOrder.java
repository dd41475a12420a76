package croft.edge.admin;

import croft.edge.store.Purge;
import croft.platform.declaration.HostName;
import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of `POST /control/cache/purge`: exactly one of the first five says what.
///
/// @param hard whether it is dropped instead of made stale
@Serdeable
record PurgeOrder(
        @Nullable String url,
        @Nullable String prefix,
        @Nullable String host,
        @Nullable List<String> keys,
        @Nullable Boolean all,
        @Nullable Boolean hard) {
    /// As many as an event has at most (docs/contracts/surrogate-keys.md).
    private static final int MOST_KEYS = 500;

    private static final String EXPECTED =
            " (expected: exactly one of url, prefix, host, keys, all)";

    /// What the store is told.
    ///
    /// @throws IllegalArgumentException if the order makes no sense
    Purge purge() {
        boolean soft = !Boolean.TRUE.equals(hard);
        List<Purge> said = new ArrayList<>();
        if (url != null) {
            SiteUrl of = SiteUrl.of("url", url);
            said.add(new Purge.Url(of.host(), of.target(), soft));
        }
        if (prefix != null) {
            SiteUrl of = SiteUrl.of("prefix", prefix);
            said.add(new Purge.Prefix(of.host(), of.target(), soft));
        }
        if (host != null) {
            said.add(new Purge.Host(name(host), soft));
        }
        if (keys != null) {
            if (keys.isEmpty() || keys.size() > MOST_KEYS) {
                throw new IllegalArgumentException(
                        "keys: " + keys.size() + " (expected: 1 to " + MOST_KEYS + ")");
            }
            said.add(new Purge.Keys(Set.copyOf(keys), Optional.empty(), soft));
        }
        if (Boolean.TRUE.equals(all)) {
            said.add(new Purge.Everything(soft));
        }
        if (said.size() != 1) {
            throw new IllegalArgumentException(
                    (said.isEmpty() ? "nothing to purge" : said.size() + " things at once")
                            + EXPECTED);
        }
        return said.getFirst();
    }

    private static HostName name(String host) {
        try {
            return new HostName(host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("host: " + e.getMessage(), e);
        }
    }
}
