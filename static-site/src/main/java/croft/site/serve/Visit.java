package croft.site.serve;

import java.io.InputStream;
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

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
