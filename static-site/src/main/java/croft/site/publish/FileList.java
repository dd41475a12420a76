package croft.site.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import croft.site.store.BlobId;
import croft.site.store.Bounds;
import croft.site.store.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The list of a release's files as JSON, `[{"path": …, "sha256": …, "size": …}, …]`, read one by
/// one.
record FileList(Draft draft) {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(4)
                                    .maxStringLength(8192)
                                    .maxNumberLength(20)
                                    .build())
                    .build();

    static FileList read(InputStream body, Bounds bounds) throws IOException, Refusal {
        FileList list = new FileList(new Draft(bounds));
        try (JsonParser json = JSON.createParser(body)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw notAList(json);
            }
            int count = 0;
            while (json.nextToken() == JsonToken.START_OBJECT) {
                count++;
                list.take(json, count, bounds);
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw notAList(json);
            }
        } catch (JsonParseException | StreamConstraintsException e) {
            throw Refusal.bad(
                    "the list of files is no JSON: "
                            + e.getOriginalMessage()
                            + " at line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + " (expected: [{\"path\", \"sha256\", \"size\"}, …])");
        }
        return list;
    }

    private void take(JsonParser json, int number, Bounds bounds) throws IOException, Refusal {
        String path = "";
        Optional<BlobId> blob = Optional.empty();
        long size = -1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "path" -> path = value == JsonToken.VALUE_STRING ? json.getText() : "";
                case "sha256" ->
                        blob =
                                value == JsonToken.VALUE_STRING
                                        ? BlobId.parse(json.getText())
                                        : Optional.empty();
                case "size" ->
                        size = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
                default -> json.skipChildren();
            }
        }
        if (path.isEmpty() || blob.isEmpty() || size < 0) {
            throw Refusal.bad(
                    "file "
                            + number
                            + " of the list"
                            + (path.isEmpty() ? "" : " (" + path + ")")
                            + " (expected: a path, a sha256 of 64 hexadecimal digits in lower case,"
                            + " and a size)");
        }
        if (number > bounds.files()) {
            throw Refusal.bad(
                    "more than " + bounds.files() + " files (expected: at most that many)");
        }
        draft.add(path, blob.get(), size);
    }

    private static Refusal notAList(JsonParser json) {
        return Refusal.bad(
                "the list of files ends, or is something else, at line "
                        + json.currentLocation().getLineNr()
                        + " (expected: [{\"path\", \"sha256\", \"size\"}, …])");
    }
}
