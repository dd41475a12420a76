package croft.chat.feed;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Addresses as feeds write them.
final class Links {
    private static final int LONGEST = 2_000;

    /// What is put behind addresses to count who comes from where: not part of what they name.
    private static final Pattern TRACKING =
            Pattern.compile(
                    "utm_[a-z]+|fbclid|gclid|mc_[ce]id|at_[a-z]+|ns_[a-z]+",
                    Pattern.CASE_INSENSITIVE);

    private Links() {}

    /// An address, absolute, if it is one that a browser would open.
    static Optional<URI> resolved(URI base, String text) {
        String address = text.strip().replace(" ", "%20");
        if (address.isEmpty() || address.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI uri = base.resolve(address);
            return uri.getHost() != null
                            && uri.getScheme() != null
                            && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// What two addresses of the same page have in common: without scheme, fragment, tracking, and
    /// a slash at the end.
    static String sameness(URI link) {
        String query =
                link.getRawQuery() == null
                        ? ""
                        : Arrays.stream(link.getRawQuery().split("&", -1))
                                .filter(pair -> !TRACKING.matcher(pair.split("=", 2)[0]).matches())
                                .collect(Collectors.joining("&"));
        String path = link.getRawPath() == null ? "" : link.getRawPath().replaceFirst("/+$", "");
        return link.getHost().toLowerCase(Locale.ROOT)
                + path
                + (query.isEmpty() ? "" : "?" + query);
    }
}
