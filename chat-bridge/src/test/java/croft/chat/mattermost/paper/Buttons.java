package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The actions in the attachments of a post, which get ids, and of which clients do not see where
/// they lead.
final class Buttons {
    private Buttons() {}

    /// Gives an id to each action that has none (`GenerateActionIds`).
    static Map<String, Object> number(Map<String, Object> props) {
        return change(
                props,
                action -> {
                    action.putIfAbsent("id", Id.next());
                    return action;
                });
    }

    /// Leaves out what only the server is to know (`StripActionIntegrations`).
    static Map<String, Object> strip(Map<String, Object> props) {
        return change(
                props,
                action -> {
                    action.remove("integration");
                    return action;
                });
    }

    private static Map<String, Object> change(
            Map<String, Object> props, UnaryOperator<Map<String, Object>> each) {
        if (!(props.get("attachments") instanceof List<?>)) {
            return props;
        }
        Map<String, Object> changed = new LinkedHashMap<>(props);
        changed.put(
                "attachments",
                Json.of(props).get("attachments").elements().stream()
                        .map(attachment -> attachment(attachment, each))
                        .toList());
        return changed;
    }

    private static Map<String, Object> attachment(
            Json attachment, UnaryOperator<Map<String, Object>> each) {
        Map<String, Object> changed = attachment.map();
        if (attachment.has("actions")) {
            changed.put(
                    "actions",
                    attachment.get("actions").elements().stream()
                            .map(action -> each.apply(action.map()))
                            .toList());
        }
        return changed;
    }
}
