package croft.edge.store;

import croft.edge.cache.Extent;
import croft.edge.cache.StoredResponse;
import croft.edge.http.FieldBlock;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which stored responses gain by a content coding that their backend did not apply.
final class Compressible {
    /// Less fits into the first packet anyway.
    private static final long SMALLEST = 256;

    /// More takes seconds, and is seldom text.
    private static final long LARGEST = 4L << 20;

    /// Media types that hold text, or numbers as regular as text. Pictures, sound, films, archives,
    /// `font/woff` and `font/woff2` are compressed already.
    private static final Set<String> TYPES =
            Set.of(
                    "application/atom+xml",
                    "application/geo+json",
                    "application/javascript",
                    "application/json",
                    "application/ld+json",
                    "application/manifest+json",
                    "application/rss+xml",
                    "application/rtf",
                    "application/sql",
                    "application/vnd.ms-fontobject",
                    "application/wasm",
                    "application/x-javascript",
                    "application/x-ndjson",
                    "application/x-sh",
                    "application/x-tar",
                    "application/x-tex",
                    "application/x-yaml",
                    "application/xhtml+xml",
                    "application/xml",
                    "application/yaml",
                    "font/collection",
                    "font/otf",
                    "font/sfnt",
                    "font/ttf",
                    "image/bmp",
                    "image/svg+xml",
                    "image/vnd.microsoft.icon",
                    "image/x-icon",
                    "model/gltf+json",
                    "model/obj",
                    "model/stl");

    private Compressible() {}

    /// @param length of the body
    static boolean is(StoredResponse response, long length) {
        FieldBlock fields = response.fields();
        return response.status() == 200
                && response.extent() instanceof Extent.Whole
                && length >= SMALLEST
                && length <= LARGEST
                && !fields.has("content-encoding")
                // RFC 9111 §5.2.2.6
                && !FormHead.names(fields.all("cache-control"), "no-transform")
                && isText(fields.first("content-type"));
    }

    private static boolean isText(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type =
                (parameters < 0 ? contentType : contentType.substring(0, parameters))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return TYPES.contains(type)
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || type.endsWith("+yaml")
                // events are read as they come
                || (type.startsWith("text/") && !type.equals("text/event-stream"));
    }
}
