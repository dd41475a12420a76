package croft.wiki.web;

import croft.platform.traffic.EntityTag;
import croft.platform.traffic.Field;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import croft.platform.traffic.Validators;
import croft.wiki.page.Facet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An output of a wiki, made of what the wiki was at one moment; good for everybody until one of
/// its facets changes.
///
/// @param type value of Content-Type
/// @param modified of what it shows
/// @param facets what it was made of
/// @param fields of its own, beside those of caching
/// @param version what live pages are compared by
record Made(
        Status status,
        String type,
        Octets octets,
        Instant modified,
        Set<Facet> facets,
        List<Field> fields,
        String version) {
    Made {
        facets = Set.copyOf(facets);
        fields = List.copyOf(fields);
    }

    static Made of(
            Status status,
            String type,
            Octets octets,
            Instant modified,
            Set<Facet> facets,
            List<Field> fields) {
        return new Made(status, type, octets, modified, facets, fields, octets.digest());
    }

    Validators validators() {
        return new Validators(Optional.of(new EntityTag(version, false)), modified);
    }

    Made modified(Instant other) {
        return new Made(status, type, octets, other, facets, fields, version);
    }
}
