package croft.chat.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Entities;

/// JSON Feed 1.0 and 1.1, read as it streams: what is not wanted is passed over.
final class JsonFeed {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build();

    private JsonFeed() {}

    static FeedDocument read(String text, URI base) throws NotAFeed {
        String title = "";
        List<Entry> entries = new ArrayList<>();
        boolean items = false;
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("title") && value.isScalarValue()) {
                    title = parser.getText();
                } else if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    items = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        if (parser.currentToken() == JsonToken.START_OBJECT
                                && entries.size() < FeedDocument.MOST) {
                            entries.add(entry(parser, base));
                        } else {
                            parser.skipChildren();
                        }
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new NotAFeed("it is not JSON: " + first(e));
        }
        if (!items) {
            throw new NotAFeed("it is JSON without items (expected: JSON Feed)");
        }
        return new FeedDocument(XmlFeed.plain(Entities.escape(title)), entries);
    }

    private static Entry entry(JsonParser parser, URI base) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                fields.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return new Entry(
                text(fields, "id"),
                text(fields, "url")
                        .or(() -> text(fields, "external_url"))
                        .flatMap(address -> Links.resolved(base, address)),
                XmlFeed.plain(Entities.escape(fields.getOrDefault("title", ""))),
                FeedTime.read(fields.getOrDefault("date_published", ""))
                        .or(() -> FeedTime.read(fields.getOrDefault("date_modified", ""))),
                text(fields, "summary")
                        .or(() -> text(fields, "content_text"))
                        .map(Entities::escape)
                        .or(() -> text(fields, "content_html"))
                        .orElse(""));
    }

    private static Optional<String> text(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).filter(text -> !text.isBlank());
    }

    private static String first(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
