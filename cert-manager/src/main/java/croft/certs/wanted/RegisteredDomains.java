package croft.certs.wanted;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Optional;

/// The public suffix list (https://publicsuffix.org), as it is in crawler-commons: which part of a
/// host name somebody registered. Its private part counts, as it does for Let's Encrypt: below
/// `github.io` everybody has a domain.
public final class RegisteredDomains {
    private RegisteredDomains() {}

    /// The domain that a host name belongs to, such as `example.co.uk` for `www.example.co.uk`. A
    /// name that is a public suffix itself is its own.
    public static String of(String host) {
        return Optional.ofNullable(EffectiveTldFinder.getAssignedDomain(host, true, false))
                .orElseGet(() ->
                        EffectiveTldFinder.getEffectiveTLD(host) == null
                                ? lastTwoLabels(host)
                                : host);
    }

    /// The list's rule for what it does not list: the last label is the suffix.
    private static String lastTwoLabels(String host) {
        int last = host.lastIndexOf('.');
        return last < 0 ? host : host.substring(host.lastIndexOf('.', last - 1) + 1);
    }
}
