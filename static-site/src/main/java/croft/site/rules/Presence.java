package croft.site.rules;

import java.io.IOException;

/// Whether the site itself answers the path that is asked for. Asked at most once for a request,
/// and only if a rule depends on it.
@FunctionalInterface
public interface Presence {
    boolean isThere() throws IOException;
}
