package croft.edge.exchange;

import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import java.time.Instant;

/// The fields of a backend's answer as clients get them: what is between backend and edge taken
/// out, what the edge owes put in.
final class ClientFields {
    /// One year, as every checker expects (RFC 6797 §6.1.1). Sub-domains are not ours to bind.
    static final String STRICT_TRANSPORT_SECURITY = "max-age=31536000";

    private ClientFields() {}

    static Fields of(Fields origin) {
        Fields fields = origin.copy();
        fields.remove("surrogate-key");
        fields.remove("edge-cache-control");
        fields.remove("cache-group-invalidation");
        if (!fields.has("strict-transport-security")) {
            fields.add("strict-transport-security", STRICT_TRANSPORT_SECURITY);
        }
        fields.add("via", "1.1 croft");
        return fields;
    }

    /// RFC 9110 §6.6.1: a recipient with a clock adds the date that is missing.
    static void date(Fields fields, Instant received) {
        if (!fields.has("date")) {
            fields.add("date", HttpDate.of(received));
        }
    }
}
