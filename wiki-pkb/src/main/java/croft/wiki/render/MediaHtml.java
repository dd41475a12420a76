package croft.wiki.render;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/// Writes pictures, sounds, films, and links to files that browsers show by themselves.
final class MediaHtml {
    private final HtmlWriter html;
    private final Surroundings around;

    MediaHtml(HtmlWriter html, Surroundings around) {
        this.html = html;
        this.around = around;
    }

    /// What browsers do with a kind of file.
    private enum Kind {
        PICTURE,
        SOUND,
        FILM,
        OTHER;

        static Kind of(String name) {
            int dot = name.lastIndexOf('.');
            return switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
                case "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "apng", "ico" ->
                        PICTURE;
                case "mp3", "wav", "ogg", "oga", "m4a", "flac", "opus", "3gp", "aac" -> SOUND;
                case "mp4", "webm", "ogv", "mov", "mkv", "m4v" -> FILM;
                default -> OTHER;
            };
        }
    }

    /// A file of the wiki.
    ///
    /// @param fragment with its `#`, or empty
    void file(
            FilePath file, Address address, Shape shape, String fragment, @Nullable String title) {
        String words = shape.words().orElse(file.stem());
        switch (Kind.of(file.name())) {
            case PICTURE -> {
                Optional<Surroundings.Size> size = around.size(file);
                picture(address.text(), words, title, dimensions(shape, size));
            }
            case SOUND -> player("audio", address.text(), words, Map.of());
            case FILM ->
                    player("video", address.text(), words, dimensions(shape, Optional.empty()));
            case OTHER -> {
                Map<String, String> attributes = new LinkedHashMap<>();
                attributes.put("class", "attachment");
                attributes.put("href", address.text() + fragment);
                html.tag("a", attributes);
                html.text(shape.words().orElse(file.name()));
                html.tag("/a");
            }
        }
    }

    /// Something of another site, or of the wiki's own addresses.
    void outside(String url, Shape shape, @Nullable String title) {
        String words = shape.words().orElse("");
        if (!SafeAddress.mayShow(url)) {
            html.text(words);
            return;
        }
        int end = url.indexOf('?');
        switch (Kind.of(end < 0 ? url : url.substring(0, end))) {
            case SOUND -> player("audio", url, words, Map.of());
            case FILM -> player("video", url, words, dimensions(shape, Optional.empty()));
            case PICTURE, OTHER -> picture(url, words, title, dimensions(shape, Optional.empty()));
        }
    }

    private void picture(
            String url, String words, @Nullable String title, Map<String, String> dimensions) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("src", url);
        attributes.put("alt", words);
        if (title != null) {
            attributes.put("title", title);
        }
        attributes.putAll(dimensions);
        attributes.put("loading", "lazy");
        html.tag("img", attributes, true);
    }

    private void player(String element, String url, String words, Map<String, String> dimensions) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("controls", "");
        attributes.put("preload", element.equals("audio") ? "none" : "metadata");
        attributes.put("src", url);
        if (!words.isEmpty()) {
            attributes.put("aria-label", words);
        }
        attributes.putAll(dimensions);
        html.tag(element, attributes);
        html.tag("/" + element);
    }

    /// What the author asked for, in the picture's own proportions; else its own size, so that
    /// nothing moves when it arrives.
    private static Map<String, String> dimensions(Shape shape, Optional<Surroundings.Size> size) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        if (shape.width().isPresent()) {
            int width = shape.width().getAsInt();
            dimensions.put("width", Integer.toString(width));
            if (shape.height().isPresent()) {
                dimensions.put("height", Integer.toString(shape.height().getAsInt()));
            } else {
                size.filter(own -> own.width() > 0)
                        .ifPresent(own ->
                                dimensions.put(
                                        "height",
                                        Long.toString(
                                                Math.round(
                                                        (double) width
                                                                * own.height()
                                                                / own.width()))));
            }
        } else {
            size.ifPresent(own -> {
                dimensions.put("width", Integer.toString(own.width()));
                dimensions.put("height", Integer.toString(own.height()));
            });
        }
        return dimensions;
    }
}
