package croft.site.rules;

import java.util.List;
import java.util.Locale;

/// Which language a visitor would rather read than any other, by Accept-Language (RFC 9110
/// §12.5.4). One that he merely understands does not count: a page in his first language would be
/// taken away from him.
final class PreferredLanguage {
    /// Longer than any browser's.
    private static final int LONGEST = 1_000;

    private PreferredLanguage() {}

    /// Whether he prefers one of `languages`: `de` is also `de-AT`.
    static boolean isOneOf(List<String> languages, String acceptLanguage) {
        String preferred = of(acceptLanguage);
        return languages.stream()
                .anyMatch(l -> preferred.equals(l) || preferred.startsWith(l + "-"));
    }

    /// The first of those with the greatest weight, in lower case; empty for none.
    private static String of(String field) {
        String best = "";
        int bestWeight = 0;
        if (field.length() > LONGEST) {
            return best;
        }
        for (String item : field.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = item.split(";", 2);
            int weight = parts.length == 1 ? 1000 : weight(parts[1].strip());
            if (weight > bestWeight) {
                best = parts[0].strip();
                bestWeight = weight;
            }
        }
        return best;
    }

    /// In thousandths; 0 for what is none.
    private static int weight(String parameter) {
        String value = parameter.startsWith("q=") ? parameter.substring(2) : "";
        if (value.isEmpty() || value.length() > 5 || value.charAt(0) > '1') {
            return 0;
        }
        int weight = 0;
        for (int i = 0, unit = 1000; i < value.length(); i++) {
            char c = value.charAt(i);
            if (i == 1) {
                if (c != '.') {
                    return 0;
                }
                continue;
            }
            if (c < '0' || c > '9') {
                return 0;
            }
            weight += (c - '0') * unit;
            unit /= 10;
        }
        return Math.min(weight, 1000);
    }
}
