package croft.certs.dns;

import java.util.List;

/// The search for the zone that a name is written to.
final class Zones {
    private Zones() {}

    /// The longest suffix of `owner` that `held` knows.
    ///
    /// @param provider for the message
    static String longest(String provider, String owner, Held held) throws DnsTrouble {
        Labels.check("owner", owner);
        List<String> suffixes = Labels.suffixes(owner);
        for (String suffix : suffixes) {
            if (held.isZone(suffix)) {
                return suffix;
            }
        }
        throw new DnsTrouble(
                DnsTrouble.Kind.NO_ZONE,
                provider + ": no zone for " + owner + " (looked for " + shown(suffixes) + ")",
                "Create the zone at the provider, let the credentials see it, or say in croft.yml who"
                        + " holds it (dns).");
    }

    /// A zone that was there a moment ago and is not any more.
    static DnsTrouble gone(String provider, String zone) {
        return new DnsTrouble(
                DnsTrouble.Kind.NO_ZONE,
                provider + ": no zone " + zone,
                "Create the zone at the provider, or let the credentials see it.");
    }

    private static String shown(List<String> suffixes) {
        return suffixes.size() <= 4
                ? String.join(", ", suffixes)
                : String.join(", ", suffixes.subList(0, 3)) + ", ... " + suffixes.getLast();
    }

    /// Whether the credentials see a zone of that name.
    interface Held {
        boolean isZone(String name) throws DnsTrouble;
    }
}
