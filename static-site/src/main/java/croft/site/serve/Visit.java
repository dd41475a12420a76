package croft.site.serve;

import croft.platform.traffic.Request;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A request for the [Desk].
///
/// @param method as it was sent
/// @param target path and query as they were sent
/// @param fields by names in lower case; of several with one name, the values joined by commas
/// @param client the address it is from, as the edge says; else of the connection
/// @param length of the body, where it is known beforehand
/// @param body reading it waits for the client; throws when the client is gone, or sends nothing
///   for too long
public record Visit(
        ServedSite site,
        String method,
        String target,
        Map<String, String> fields,
        String client,
        OptionalLong length,
        InputStream body) {
    public Visit {
        fields = Map.copyOf(fields);
    }

    static Visit of(ServedSite site, Request request, InputStream body) {
        Map<String, String> fields = new HashMap<>();
        request.fields()
                .forEach((name, value) ->
                        fields.merge(
                                name.toLowerCase(Locale.ROOT),
                                value,
                                (before, more) -> before + ", " + more));
        String forwarded = fields.getOrDefault("x-forwarded-for", request.peer());
        return new Visit(
                site,
                request.method(),
                request.target(),
                fields,
                forwarded.substring(forwarded.lastIndexOf(',') + 1).strip(),
                length(fields),
                body);
    }

    /// The server has checked that it is a number, and that it is not there beside a coding.
    private static OptionalLong length(Map<String, String> fields) {
        String length = fields.get("content-length");
        if (length == null) {
            return fields.containsKey("transfer-encoding")
                    ? OptionalLong.empty()
                    : OptionalLong.of(0);
        }
        return OptionalLong.of(Long.parseLong(length));
    }

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
