package croft.edge;

import java.util.List;
import java.util.Map;

/// What a [Visitor] was answered.
///
/// @param fields by lower-case names, in order
/// @param body an octet a character
/// @param whole whether the response ended as one that is complete
record Reply(int status, Map<String, List<String>> fields, String body, boolean whole) {
    /// All values of a field, joined; empty if there is none.
    String field(String name) {
        return String.join(", ", fields.getOrDefault(name, List.of()));
    }

    String cacheStatus() {
        return field("cache-status");
    }
}
