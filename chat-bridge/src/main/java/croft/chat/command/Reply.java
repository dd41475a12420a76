package croft.chat.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is answered to a chat server.
///
/// @param status of HTTP
/// @param json the body, `application/json`
public record Reply(int status, String json) {
    /// Text that only whoever asked sees.
    static Reply to(String markdown) {
        return new Reply(200, Json.write(message(markdown)));
    }

    /// The same as a value, as a response URL takes it.
    static Map<String, Object> message(String markdown) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("response_type", "ephemeral");
        message.put("text", markdown);
        message.put("skip_slack_parsing", true);
        return message;
    }

    /// A question with two buttons.
    ///
    /// @param at where the answer is sent to
    static Reply asking(String markdown, String at, String ticket) {
        Map<String, Object> message = message("");
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("fallback", markdown);
        attachment.put("text", markdown);
        // Ids of letters and digits alone: the path of Mattermost's API that buttons press has no
        // others.
        attachment.put(
                "actions",
                List.of(
                        button("confirm", "Do it", "danger", at, ticket),
                        button("cancel", "Leave it", "default", at, ticket)));
        message.put("attachments", List.of(attachment));
        return new Reply(200, Json.write(message));
    }

    private static Map<String, Object> button(
            String id, String name, String style, String at, String ticket) {
        Map<String, Object> button = new LinkedHashMap<>();
        button.put("id", id);
        button.put("type", "button");
        button.put("name", name);
        button.put("style", style);
        button.put(
                "integration",
                Map.of("url", at, "context", Map.of("ticket", ticket, "choice", id)));
        return button;
    }

    /// The question is replaced by this, without buttons.
    static Reply instead(String markdown) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("message", markdown);
        update.put("props", Map.of("attachments", List.of()));
        return new Reply(200, Json.write(Map.of("update", update, "skip_slack_parsing", true)));
    }

    /// Something for whoever pressed a button; the question stays.
    static Reply aside(String markdown) {
        return new Reply(200, Json.write(Map.of("ephemeral_text", markdown)));
    }

    static Reply refused(int status, String why) {
        return new Reply(status, Json.write(Map.of("message", why)));
    }
}
