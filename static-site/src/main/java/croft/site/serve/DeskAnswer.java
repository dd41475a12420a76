package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the [Desk] answers.
///
/// @param fields besides those about the body
public record DeskAnswer(Status status, Map<String, String> fields, String json) {
    public DeskAnswer {
        fields = Map.copyOf(fields);
    }

    /// An answer without further fields.
    public DeskAnswer(Status status, String json) {
        this(status, Map.of(), json);
    }

    /// The same with one field more.
    public DeskAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new DeskAnswer(status, more, json);
    }

    Answer answer() {
        List<Field> all = new ArrayList<>();
        fields.forEach((name, value) -> all.add(new Field(name, value)));
        all.add(new Field("Cache-Control", "no-store"));
        all.add(new Field("X-Content-Type-Options", "nosniff"));
        all.add(new Field("Content-Type", "application/json"));
        return Answer.of(status, all, Octets.of(json));
    }
}
