package croft.certs.authority;

import croft.certs.vault.Root;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/// Whether a stored root can be used on, and the one that takes its place if not. It permits what
/// the old one did too: a site that goes and comes back changes nothing.
///
/// For one question to the vault.
public final class RootChoice {
    /// The root is replaced when less is left, so that no leaf outlives it.
    private static final Duration REST = Duration.ofDays(60);

    private final LocalAuthority authority;
    private final Instant now;
    private Scope scope;

    RootChoice(LocalAuthority authority, Scope scope, Instant now) {
        this.authority = authority;
        this.scope = scope;
        this.now = now;
    }

    /// Whether it lives long enough and may sign for all that is wanted. One without constraints
    /// will not do: it could sign for everything.
    public boolean willDo(X509Certificate root) {
        boolean covers = false;
        if (Scope.of(root).isPresent()) {
            Scope found = Scope.of(root).get();
            covers = found.covers(scope);
            scope = scope.and(found);
        }
        return covers && root.getNotAfter().toInstant().isAfter(now.plus(REST));
    }

    /// A new root for all that is wanted.
    public Root make() {
        return authority.create(scope, now);
    }
}
