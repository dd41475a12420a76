package croft.certs.acme;

import java.util.List;
import java.util.stream.StreamSupport;
import org.shredzone.acme4j.toolbox.JSON;

/// Lists in an authority's answers, of which so many are read and no more.
final class Elements {
    private Elements() {}

    /// Texts, cleaned; empty where there is no such list.
    static List<String> texts(JSON json, String key, int most) {
        return StreamSupport.stream(json.get(key).asArray().spliterator(), false)
                .limit(most)
                .map(JSON.Value::asString)
                .map(CleanText::of)
                .toList();
    }

    /// Objects; empty where there is no such list.
    static List<JSON> objects(JSON json, String key, int most) {
        return StreamSupport.stream(json.get(key).asArray().spliterator(), false)
                .limit(most)
                .map(JSON.Value::asObject)
                .toList();
    }
}
