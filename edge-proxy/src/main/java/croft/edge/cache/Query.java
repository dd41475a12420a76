package croft.edge.cache;

import croft.edge.http.PercentEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;

/// The query of a target as parameters, as forms write them: between `&`, name and value around the
/// first `=` (WHATWG URL, application/x-www-form-urlencoded). The semicolon separates nothing: to
/// some backends it does, and a cache that agreed with only one of both would be deceived.
final class Query {
    /// Whoever sends more has no page in mind, and gets a key of his own.
    private static final int MOST_PARAMETERS = 256;

    private Query() {}

    /// The query without the parameters whose decoded names do not pass, the others as they are.
    ///
    /// @param sorted whether they are put in the order of their decoded names; those of one name
    ///   keep theirs
    static String normal(String query, Predicate<String> kept, boolean sorted) {
        List<Parameter> parameters = parameters(query);
        if (parameters.size() > MOST_PARAMETERS) {
            return query;
        }
        parameters.removeIf(parameter -> !kept.test(parameter.name));
        if (sorted) {
            parameters.sort(Comparator.comparing(Parameter::name));
        }
        StringJoiner joined = new StringJoiner("&");
        for (Parameter parameter : parameters) {
            joined.add(parameter.text);
        }
        return joined.toString();
    }

    private static List<Parameter> parameters(String query) {
        List<Parameter> parameters = new ArrayList<>();
        int start = 0;
        while (start <= query.length() && parameters.size() <= MOST_PARAMETERS) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            String text = query.substring(start, end);
            int equals = text.indexOf('=');
            parameters.add(
                    new Parameter(decoded(equals < 0 ? text : text.substring(0, equals)), text));
            start = end + 1;
        }
        return parameters;
    }

    /// A name without its encoding; an escape that is none stands for itself.
    static String decoded(String name) {
        if (name.indexOf('%') < 0 && name.indexOf('+') < 0) {
            return name;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int octet = PercentEncoding.octet(name, i);
            if (octet >= 0) {
                octets.write(octet);
                i += 2;
            } else {
                octets.write(c == '+' ? ' ' : c);
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    /// @param name decoded
    /// @param text as it came
    private record Parameter(String name, String text) {}
}
