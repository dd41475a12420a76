package croft.site.serve;

import croft.site.content.Folder;
import croft.site.content.SitePath;
import java.nio.charset.StandardCharsets;

/// What a folder holds, as JSON: `{"path", "complete", "items": [{"name", "kind", "size",
/// "modified"}]}`; folders have no size.
final class ListingJson {
    private ListingJson() {}

    static byte[] of(SitePath path, Folder folder) {
        StringBuilder json = new StringBuilder(64 + 100 * folder.items().size());
        json.append("{\"path\":");
        string(json, path.encoded());
        json.append(",\"complete\":").append(folder.complete()).append(",\"items\":[");
        String comma = "";
        for (Folder.Item item : folder.items()) {
            json.append(comma).append("\n{\"name\":");
            string(json, item.name());
            json.append(",\"kind\":\"").append(item.folder() ? "folder" : "file").append('"');
            if (!item.folder()) {
                json.append(",\"size\":").append(item.size());
            }
            json.append(",\"modified\":\"").append(ListingPage.second(item)).append("\"}");
            comma = ",";
        }
        return json.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
