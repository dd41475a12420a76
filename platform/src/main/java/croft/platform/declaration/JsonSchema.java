package croft.platform.declaration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The JSON Schema of croft.yml (draft 2020-12), for editors: it completes keys, shows what they
/// mean, and underlines what the reader would reject. It knows the form of values, not the rules
/// between them: two sites of one name pass here, not there.
public final class JsonSchema {
    private JsonSchema() {}

    /// Indented by two spaces, keys in the order of the description, a line break at the end.
    public static String text() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "croft.yml");
        schema.putAll(schema(CroftYml.FILE));
        StringBuilder json = new StringBuilder();
        write(schema, "", json);
        return json.append('\n').toString();
    }

    private static Map<String, Object> schema(Form<?> form) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (form) {
            case Form.Text<?> text -> {
                schema.put("type", "string");
                text.pattern().ifPresent(pattern -> schema.put("pattern", pattern));
                schema.put("examples", List.of(text.example()));
            }
            case Form.Quantity<?> quantity -> {
                schema.put("type", List.of("string", "integer"));
                schema.put("pattern", quantity.pattern());
                schema.put("examples", List.of(quantity.example()));
            }
            case Form.Choice<?> choice -> schema.put("enum", choice.available().toList());
            case Form.Items<?> items -> {
                schema.put("type", "array");
                if (items.fewest() > 0) {
                    schema.put("minItems", items.fewest());
                }
                schema.put("items", schema(items.item()));
            }
            case Form.Section<?> section -> {
                schema.put("type", "object");
                schema.put("additionalProperties", false);
                List<String> required =
                        section.keys().stream().filter(Key::isRequired).map(Key::name).toList();
                if (!required.isEmpty()) {
                    schema.put("required", required);
                }
                schema.put(
                        "properties",
                        section.keys().stream()
                                .collect(
                                        Collectors.toMap(
                                                Key::name,
                                                JsonSchema::described,
                                                (a, _) -> a,
                                                LinkedHashMap::new)));
                List<Map<String, List<String>>> kinds =
                        section.exactlyOne().stream()
                                .filter(Key::isAvailable)
                                .map(key -> Map.of("required", List.of(key.name())))
                                .toList();
                if (!kinds.isEmpty()) {
                    schema.put("oneOf", kinds);
                }
            }
            case Form.Table<?, ?>(Form.Text<?> name, Form<?> value, _) -> {
                schema.put("type", "object");
                name.pattern()
                        .ifPresent(
                                pattern -> schema.put("propertyNames", Map.of("pattern", pattern)));
                schema.put("additionalProperties", schema(value));
            }
            case Form.TextOrSection<?>(Form<?> text, Form.NotYet<?> _) ->
                    schema.putAll(schema(text));
            case Form.TextOrSection<?>(Form<?> text, Form<?> section) ->
                    schema.put("anyOf", List.of(schema(text), schema(section)));
            case Form.NotYet<?> _ -> schema.put("not", Map.of());
        }
        return schema;
    }

    private static Map<String, Object> described(Key<?> key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String lead =
                key.form() instanceof Form.NotYet<?> notYet
                        ? "Not available in this version (available: " + notYet.available() + "). "
                        : "";
        String otherwise =
                key.isAvailable()
                        ? key.otherwise().map(text -> " Default: " + text + ".").orElse("")
                        : "";
        schema.put("description", lead + key.meaning() + otherwise);
        schema.putAll(schema(key.form()));
        return schema;
    }

    private static void write(Object value, String indent, StringBuilder json) {
        String deeper = indent + "  ";
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> json.append("{}");
            case Map<?, ?> map -> {
                String separator = "{\n";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.append(separator).append(deeper);
                    write(entry.getKey(), deeper, json);
                    json.append(": ");
                    write(entry.getValue(), deeper, json);
                    separator = ",\n";
                }
                json.append('\n').append(indent).append('}');
            }
            case List<?> list -> {
                String separator = "[\n";
                for (Object element : list) {
                    json.append(separator).append(deeper);
                    write(element, deeper, json);
                    separator = ",\n";
                }
                json.append('\n').append(indent).append(']');
            }
            case String text ->
                    json.append('"')
                            .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                            .append('"');
            case Integer number -> json.append(number);
            case Boolean truth -> json.append(truth);
            default -> throw new IllegalStateException(value.getClass() + " in a schema");
        }
    }
}
