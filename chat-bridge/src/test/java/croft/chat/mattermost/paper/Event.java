package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// Something that WebSockets tell.
///
/// @param name such as `posted`
record Event(String name, Map<String, Object> data, Audience audience) {
    Event {
        data = new LinkedHashMap<>(data);
    }

    String text(long sequence) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", name);
        json.put("data", data);
        json.put("broadcast", audience.json());
        json.put("seq", sequence);
        return Json.write(json);
    }
}
