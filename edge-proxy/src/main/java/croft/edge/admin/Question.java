package croft.edge.admin;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.ConnectionFields;
import croft.edge.http.FieldSyntax;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of `POST /control/explain`: a request that nobody sends.
///
/// @param method `GET` if absent
/// @param url as in [SiteUrl]
/// @param headers pairs of name and value
@Serdeable
record Question(
        @Nullable String method, @Nullable String url, @Nullable List<List<String>> headers) {
    private static final int MOST_HEADERS = 100;

    /// RFC 9110 §4.2.2.
    private static final int HTTPS = 443;

    /// The request as the edge would have read it.
    ///
    /// @param publicPort that visitors use, for a URL that names none
    /// @throws IllegalArgumentException if the edge would refuse it
    RequestHead request(int publicPort) {
        String verb = Objects.requireNonNullElse(method, "GET");
        if (!FieldSyntax.isToken(verb)) {
            throw new IllegalArgumentException(
                    "method: " + Said.quoted(verb) + " (expected: a token, such as GET)");
        }
        SiteUrl of = SiteUrl.of("url", Objects.requireNonNullElse(url, ""));
        return new RequestHead(
                verb,
                true,
                new Authority(of.host(), named(of.authority().port(), publicPort)),
                of.target(),
                fields(Objects.requireNonNullElse(headers, List.of())),
                Body.NONE,
                Optional.empty(),
                "2");
    }

    /// The port as browsers name it: not that of the scheme.
    private static int named(int typed, int publicPort) {
        int port = typed < 0 ? publicPort : typed;
        return port == HTTPS ? -1 : port;
    }

    private static Fields fields(List<List<String>> headers) {
        if (headers.size() > MOST_HEADERS) {
            throw new IllegalArgumentException(
                    "headers: " + headers.size() + " (expected: at most " + MOST_HEADERS + ")");
        }
        Fields fields = new Fields();
        for (List<String> header : headers) {
            if (header.size() != 2) {
                throw new IllegalArgumentException(
                        "headers: " + header.size() + " texts (expected: a name and a value)");
            }
            String name = header.getFirst().toLowerCase(Locale.ROOT);
            String value = header.getLast().strip();
            if (!FieldSyntax.isToken(name) || !FieldSyntax.isFieldValue(value)) {
                throw new IllegalArgumentException(
                        "headers: "
                                + Said.quoted(header.getFirst() + ": " + header.getLast())
                                + " (expected: a field of HTTP)");
            }
            if (name.equals("host")) {
                throw new IllegalArgumentException("headers: host (expected: in the url)");
            }
            if (!ConnectionFields.isHopByHop(name)) {
                fields.add(name, value);
            }
        }
        return fields;
    }
}
