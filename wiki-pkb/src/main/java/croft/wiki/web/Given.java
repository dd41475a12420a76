package croft.wiki.web;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import croft.wiki.page.Facet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Turns what was made into an answer: to whoever has it already, that it is still so.
final class Given {
    private final InstantSource clock;

    Given(InstantSource clock) {
        this.clock = clock;
    }

    /// RFC 9110 §15.4.5: what is current is not sent again, but its fields are.
    Answer give(Asked asked, Made made) {
        List<Field> fields =
                new ArrayList<>(
                        CacheFields.keyed(
                                asked.wiki().host(), made.facets(), CacheFields.Freshness.PAGE));
        fields.add(CacheFields.ANY_QUERY);
        fields.addAll(made.fields());
        Instant now = clock.instant();
        Made dated = made.modified().isAfter(now) ? made.modified(now) : made;
        fields.addAll(dated.validators().fields());
        return switch (asked.preconditions().judge(dated.validators())) {
            case NOT_MODIFIED -> Answer.of(Status.NOT_MODIFIED, fields, Octets.NONE);
            case FAILED -> PlainPage.answer(Status.PRECONDITION_FAILED, List.of());
            case PROCEED -> {
                fields.add(new Field("Content-Type", made.type()));
                yield Answer.of(made.status(), fields, made.octets());
            }
        };
    }

    /// For good, until one of the facets changes.
    ///
    /// @param to a path of this site, and perhaps a query
    static Answer redirect(Asked asked, String to, Set<Facet> facets) {
        List<Field> fields =
                new ArrayList<>(
                        CacheFields.keyed(asked.wiki().host(), facets, CacheFields.Freshness.PAGE));
        fields.add(new Field("Location", to));
        return Answer.of(Status.PERMANENT_REDIRECT, fields, Octets.of("Moved to " + to + "\n"));
    }
}
