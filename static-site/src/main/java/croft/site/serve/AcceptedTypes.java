package croft.site.serve;

import java.util.Locale;
import java.util.Optional;

/// What a client says of the media types that one thing can be had in (RFC 9110 §12.5.1).
final class AcceptedTypes {
    private AcceptedTypes() {}

    /// Whether JSON is liked better than HTML.
    ///
    /// @param accept all lines of the field, joined by commas
    static boolean prefersJson(Optional<String> accept) {
        return accept.isPresent()
                && weight(accept.get(), "application", "json")
                        > weight(accept.get(), "text", "html");
    }

    /// Of the most specific range that fits; 0 if none does.
    private static double weight(String accept, String type, String subtype) {
        double weight = 0;
        int precision = 0;
        for (String member : accept.split(",", -1)) {
            String[] parts = member.split(";", -1);
            String range = parts[0].strip().toLowerCase(Locale.ROOT);
            int fits =
                    range.equals(type + "/" + subtype)
                            ? 3
                            : range.equals(type + "/*") ? 2 : range.equals("*/*") ? 1 : 0;
            if (fits > precision) {
                precision = fits;
                weight = weight(parts);
            }
        }
        return weight;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
