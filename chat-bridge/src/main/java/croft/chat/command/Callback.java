package croft.chat.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a chat server sends us: the head and the body of a POST.
///
/// @param fields of the head, by name
public record Callback(Map<String, String> fields, byte[] body) {
    /// What a server sends is a few hundred octets; what people type, a few thousand.
    public static final int MOST_OCTETS = 64 * 1024;

    public Callback {
        fields =
                fields.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        field -> field.getKey().toLowerCase(Locale.ROOT),
                                        Map.Entry::getValue,
                                        (one, _) -> one));
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
