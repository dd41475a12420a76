package croft.edge.cache;

import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// The cookies of a request, as far as a site's policy tells them apart: those that are ignored,
/// those that bypass the store, and the rest, which may say who somebody is. Names and values are
/// those of RFC 6265 §4.2.1, read as servers read them: at semicolons, whatever stands between.
final class Cookies {
    private Cookies() {}

    /// The name of the first cookie that bypasses the store.
    static Optional<String> bypassing(List<String> lines, CachePolicy policy) {
        if (lines.isEmpty() || policy.bypassCookies().isEmpty()) {
            return Optional.empty();
        }
        for (String pair : pairs(lines)) {
            String name = name(pair);
            if (matches(policy.bypassCookies(), name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /// Whether a cookie is neither ignored nor bypasses the store.
    static boolean tellSomething(List<String> lines, CachePolicy policy) {
        if (lines.isEmpty()) {
            return false;
        }
        for (String pair : pairs(lines)) {
            String name = name(pair);
            if (!matches(policy.ignoredCookies(), name) && !matches(policy.bypassCookies(), name)) {
                return true;
            }
        }
        return false;
    }

    /// The field without the ignored cookies, as one line; empty where none is left.
    static Optional<String> withoutIgnored(List<String> lines, CachePolicy policy) {
        StringJoiner kept = new StringJoiner("; ");
        for (String pair : pairs(lines)) {
            if (!matches(policy.ignoredCookies(), name(pair))) {
                kept.add(pair);
            }
        }
        return kept.length() == 0 ? Optional.empty() : Optional.of(kept.toString());
    }

    private static List<String> pairs(List<String> lines) {
        List<String> pairs = new ArrayList<>();
        for (String line : lines) {
            int start = 0;
            while (start <= line.length()) {
                int end = line.indexOf(';', start);
                if (end < 0) {
                    end = line.length();
                }
                String pair = line.substring(start, end).strip();
                if (!pair.isEmpty()) {
                    pairs.add(pair);
                }
                start = end + 1;
            }
        }
        return pairs;
    }

    /// Empty where a cookie has a value only, as browsers send what has no `=`.
    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : pair.substring(0, equals).strip();
    }

    private static boolean matches(List<Glob> globs, String name) {
        for (Glob glob : globs) {
            if (glob.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
