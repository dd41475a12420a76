package croft.wiki.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The path of something at its site, as it stands in a URL: `/recipes/Plum%20cake`.
///
/// @param text begins with a slash; octets outside the unreserved characters of RFC 3986 are
///   percent-encoded
public record Address(String text) implements Comparable<Address> {
    public Address {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a path of a URL (expected: one that begins with /)");
        }
    }

    /// Of a page: its path without the ending.
    public static Address ofPage(FilePath path) {
        String text = path.text();
        return encoded(text.substring(0, text.length() - ".md".length()));
    }

    /// Of a file that is not a page.
    public static Address ofFile(FilePath path) {
        return encoded(path.text());
    }

    /// Of names and slashes that are not encoded yet.
    public static Address encoded(String path) {
        return new Address(
                Arrays.stream(path.split("/", -1))
                        .map(name ->
                                URLEncoder.encode(name, StandardCharsets.UTF_8)
                                        .replace("+", "%20")
                                        .replace("*", "%2A")
                                        .replace("%7E", "~"))
                        .collect(Collectors.joining("/", "/", "")));
    }

    @Override
    public int compareTo(Address other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
