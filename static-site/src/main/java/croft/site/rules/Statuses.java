package croft.site.rules;

import java.util.Set;

/// Which status codes a rule may answer with.
final class Statuses {
    static final int OK = 200;

    /// Cloudflare's whole list: page, and the redirects that name one other place.
    static final Set<Integer> CLOUDFLARE = Set.of(OK, 301, 302, 303, 307, 308);

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /// Errors that mean nothing without a further field or another kind of answer: a challenge, the
    /// methods, a range, a protocol.
    private static final Set<Integer> INCOMPLETE = Set.of(401, 405, 407, 416, 426);

    private Statuses() {}

    /// Whether a page may be shown with this status, or a visitor sent elsewhere with it.
    static boolean isUseful(int status) {
        return status == OK
                || REDIRECTS.contains(status)
                || (status >= 400 && status < 600 && !INCOMPLETE.contains(status));
    }

    /// The number that `word` writes, or -1.
    static int read(String word) {
        if (word.isEmpty() || word.length() > 9) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
