package croft.edge.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;

/// What the operator said, as messages to him show it, and the answer to what makes no sense.
final class Said {
    private static final int LONGEST = 80;

    private Said() {}

    /// In quotes, short, and without what would move a cursor.
    static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "\"" + cut.replaceAll("[\\p{Cntrl}\"]", "?") + "\"";
    }

    /// 400 with the reason in one line.
    static HttpResponse<String> refused(IllegalArgumentException reason) {
        return HttpResponse.badRequest(reason.getMessage() + "\n")
                .contentType(MediaType.TEXT_PLAIN_TYPE);
    }
}
