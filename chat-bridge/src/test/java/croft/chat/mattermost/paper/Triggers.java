package croft.chat.mattermost.paper;

import java.util.HashMap;
import java.util.Map;

/// What lets a program open a dialog for whoever has just used it: for as long as an integration
/// may take, and once for each dialog that is open (`DecodeAndVerifyTriggerId`).
final class Triggers {
    private final Settings settings;
    private final Map<String, Trigger> triggers = new HashMap<>();

    Triggers(Settings settings) {
        this.settings = settings;
    }

    synchronized String make(String user) {
        String id = Id.next();
        triggers.put(id, new Trigger(user, settings.now()));
        return id;
    }

    /// Whose it is.
    synchronized String user(String id) {
        Trigger trigger = triggers.get(id);
        if (trigger == null) {
            throw new Denied(
                    400,
                    "interactive_message.decode_trigger_id.base64_decode_failed",
                    "Failed to decode trigger ID.");
        }
        long kept = settings.number("ServiceSettings.OutgoingIntegrationRequestsTimeout") * 1000;
        if (settings.now() - trigger.at > kept) {
            throw new Denied(
                    400,
                    "interactive_message.decode_trigger_id.expired",
                    "Trigger ID for interactive dialog is expired.");
        }
        return trigger.user;
    }

    private record Trigger(String user, long at) {}
}
