package croft.chat.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a chat server sends us: the head and the body of a POST.
public final class Callback {
    /// What a server sends is a few hundred octets; what people type, a few thousand.
    public static final int MOST_OCTETS = 64 * 1024;

    private final Map<String, String> fields;
    private final byte[] body;

    /// @param fields of the head, by name
    /// @param body not changed any more
    public Callback(Map<String, String> fields, byte[] body) {
        this.fields =
                fields.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        field -> field.getKey().toLowerCase(Locale.ROOT),
                                        Map.Entry::getValue,
                                        (one, _) -> one));
        this.body = body;
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    byte[] body() {
        return body;
    }
}
