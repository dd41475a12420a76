package croft.chat.feed;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Keys of notices and memos: the same for the same, after a restart too.
final class Keys {
    private Keys() {}

    static String of(String kind, String of) {
        return kind + ":" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
