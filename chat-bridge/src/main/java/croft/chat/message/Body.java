package croft.chat.message;

import java.util.List;

/// What a message says.
///
/// @param markdown in Mattermost's dialect, which every network's text is turned into
public record Body(String markdown, List<Attachment> files) {
    public Body {
        files = List.copyOf(files);
    }

    /// Text without files.
    public static Body of(String markdown) {
        return new Body(markdown, List.of());
    }
}
