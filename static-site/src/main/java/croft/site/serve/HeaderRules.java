package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.site.rules.HeaderChange;
import java.util.ArrayList;
import java.util.List;

/// Changes the fields of an answer as a site's rules say.
final class HeaderRules {
    private HeaderRules() {}

    /// The answer with the changes made. What fails is kept by nobody, whatever the rules say of
    /// keeping, and a failure of ours is none of the site's business.
    static Answer apply(Answer answer, List<HeaderChange> changes) {
        if (changes.isEmpty() || answer.status().code() >= 500) {
            return answer;
        }
        boolean failed = answer.status().code() >= 400;
        List<Field> fields = new ArrayList<>(answer.fields());
        for (HeaderChange change : changes) {
            switch (change) {
                case HeaderChange.Set(String name, String value)
                        when !(failed && isCacheControl(name)) -> {
                    fields.removeIf(field -> field.name().equalsIgnoreCase(name));
                    fields.add(new Field(name, value));
                }
                case HeaderChange.Add(String name, String value)
                        when !(failed && isCacheControl(name)) ->
                        add(fields, name, value);
                case HeaderChange.Remove(String name) when !(failed && isCacheControl(name)) ->
                        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
                case HeaderChange.Set _, HeaderChange.Add _, HeaderChange.Remove _ -> {}
            }
        }
        return answer.with(fields);
    }

    /// With `name` in Vary.
    static Answer varying(Answer answer, String name) {
        List<Field> fields = new ArrayList<>(answer.fields());
        add(fields, "Vary", name);
        return answer.with(fields);
    }

    private static void add(List<Field> fields, String name, String value) {
        if (name.equalsIgnoreCase("vary")) {
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                if (field.name().equalsIgnoreCase(name)) {
                    fields.set(i, new Field(field.name(), field.value() + ", " + value));
                    return;
                }
            }
        }
        fields.add(new Field(name, value));
    }

    private static boolean isCacheControl(String name) {
        return name.equalsIgnoreCase("cache-control");
    }
}
