package croft.site.rules;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fields that `_headers` gives for one pattern.
///
/// @param anyCase whether the pattern is for the path in lower case
/// @param withHost whether the pattern is for the host and the path in one
/// @param removed names in lower case
/// @param fields by their names in lower case
record HeaderBlock(
        PathPattern pattern,
        boolean anyCase,
        boolean withHost,
        Set<String> removed,
        Map<String, Field> fields) {
    /// One field and its values.
    ///
    /// @param name as written
    record Field(String name, List<Template> values) {
        Field {
            values = List.copyOf(values);
        }
    }

    HeaderBlock {
        removed = new LinkedHashSet<>(removed);
        fields = new LinkedHashMap<>(fields);
    }
}
