package croft.chat.mattermost;

import croft.chat.message.Marks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What this bridge writes beside a post, and reads there again: servers keep it, search by it they
/// do not. From v12 they drop `override_…` and `from_…` of others, but no keys like these.
final class Props {
    static final String KEY = "croft_key";
    static final String PART = "croft_part";
    static final String VIA = "croft_via";

    private static final int MOST_VIA = 32;

    private Props() {}

    static Map<String, Object> of(UUID key, int part, List<String> via) {
        Map<String, Object> props = new LinkedHashMap<>();
        props.put(KEY, key.toString());
        props.put(PART, part);
        if (!via.isEmpty()) {
            props.put(VIA, via);
        }
        return props;
    }

    /// @param bot whether the account is a bot's
    static Marks marks(Json props, boolean bot) {
        return new Marks(
                key(props),
                Math.clamp(props.get(PART).number(), 0, 10_000),
                props.get(VIA).elements().stream()
                        .limit(MOST_VIA)
                        .flatMap(via -> via.text().stream())
                        .toList(),
                bot || props.get("from_bot").isTrue() || props.get("from_webhook").isTrue());
    }

    static boolean isOf(Json props, UUID key, int part) {
        return key(props).equals(Optional.of(key)) && props.get(PART).number() == part;
    }

    private static Optional<UUID> key(Json props) {
        String text = props.get(KEY).string();
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
