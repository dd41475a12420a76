package croft.edge.cache;

import croft.edge.http.FieldSyntax;
import croft.edge.http.RequestHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Which requests a response may answer beside its own (RFC 9111 §4.1, RFC 9110 §12.5.5).
final class Vary {
    /// Not only a field that a response may vary by, but the port that was asked for: keys hold the
    /// host alone, and a backend that writes the port it was asked for into links must not make
    /// them for everybody.
    static final String HOST = "host";

    /// Each field makes every look-up dearer; a response that needs more of them finds no second
    /// request like its own.
    private static final int MOST_FIELDS = 16;

    private Vary() {}

    /// What a response to this request makes of later ones.
    ///
    /// @param lines of its `Vary`
    /// @param personal whether the request has cookies that tell something of its sender
    static Selecting of(List<String> lines, RequestHead request, boolean personal) {
        TreeSet<String> names = new TreeSet<>();
        for (String line : lines) {
            for (String member : line.split(",", -1)) {
                String name = member.strip().toLowerCase(Locale.ROOT);
                if (name.isEmpty()) {
                    continue;
                }
                switch (treatment(name, personal)) {
                    case SELECTS -> names.add(name);
                    case REFUSED -> {
                        return new Selecting.Nothing("vary: " + name);
                    }
                    case SAME_FOR_ALL -> {}
                }
            }
        }
        if (names.size() > MOST_FIELDS) {
            return new Selecting.Nothing("vary: more than " + MOST_FIELDS + " fields");
        }
        if (!SelectingValue.isUsualPort(request)) {
            names.add(HOST);
        }
        if (names.isEmpty()) {
            return new Selecting.These(Selection.ALL);
        }
        List<Selection.Selecting> fields = new ArrayList<>(names.size());
        for (String name : names) {
            fields.add(new Selection.Selecting(name, SelectingValue.of(name, request)));
        }
        return new Selecting.These(new Selection(fields));
    }

    /// RFC 9111 §4.1: whether every selecting field is as it was in the first request.
    static boolean selects(Selection selection, RequestHead request) {
        boolean byPort = false;
        for (Selection.Selecting field : selection.fields()) {
            if (!SelectingValue.is(field.value(), field.name(), request)) {
                return false;
            }
            byPort |= field.name().equals(HOST);
        }
        return byPort || SelectingValue.isUsualPort(request);
    }

    /// Whether a response varies by cookies: stored for a request without any, it is for others
    /// without any.
    static boolean isByCookie(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .anyMatch(name -> name.strip().equalsIgnoreCase("cookie"));
    }

    private static Treatment treatment(String name, boolean personal) {
        return switch (name) {
            // RFC 9111 §4.1: always fails to match
            case "*" -> Treatment.REFUSED;
            // as many variants as there are visitors: each stored once, and never used again
            case "user-agent" -> Treatment.REFUSED;
            // but those without a cookie are all alike
            case "cookie" -> personal ? Treatment.REFUSED : Treatment.SAME_FOR_ALL;
            // written by this edge, anew for each client or request, whatever the client sent
            case "forwarded",
                    "via",
                    "x-forwarded-for",
                    "x-forwarded-port",
                    "x-real-ip",
                    "x-request-id" ->
                    Treatment.REFUSED;
            // written by this edge as well, but from what the key and `host` hold already
            case "x-forwarded-host" -> Treatment.SAME_FOR_ALL;
            case "x-forwarded-proto" -> Treatment.SAME_FOR_ALL;
            default -> FieldSyntax.isToken(name) ? Treatment.SELECTS : Treatment.REFUSED;
        };
    }

    private enum Treatment {
        SELECTS,
        SAME_FOR_ALL,
        REFUSED
    }

    /// Later requests that a response may answer.
    sealed interface Selecting {
        /// Those with these values.
        record These(Selection selection) implements Selecting {}

        /// None that is worth waiting for.
        record Nothing(String reason) implements Selecting {}
    }
}
