package croft.stack.docker;

import java.util.SortedMap;

/// The text of a Compose file that says which images services have, and nothing else.
final class ImageFile {
    private ImageFile() {}

    /// @param head comments, each with its line end
    /// @param images by service, at least one
    static String of(String head, SortedMap<String, String> images) {
        var text = new StringBuilder(head).append("services:\n");
        images.forEach((service, image) ->
                text.append("  ")
                        .append(service)
                        .append(": {image: \"")
                        .append(image)
                        .append("\"}\n"));
        return text.toString();
    }
}
