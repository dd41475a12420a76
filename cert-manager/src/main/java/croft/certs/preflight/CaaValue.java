package croft.certs.preflight;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of an `issue` or `issuewild` record: a domain, which may be absent, and parameters
/// (RFC 8659 §4.2).
///
/// @param domain of the authority; empty: nobody may issue
record CaaValue(String domain, List<Parameter> parameters) {
    /// No name is longer; a bound keeps the pattern from running deep.
    private static final int LONGEST_NAME = 253;

    private static final String WORD = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

    private static final Pattern DOMAIN = Pattern.compile("(" + WORD + "(\\." + WORD + ")*)?");

    /// A value is of visible ASCII characters without `;`.
    private static final Pattern PARAMETER =
            Pattern.compile("(" + WORD + ")[ \\t]*=[ \\t]*([\\x21-\\x3a\\x3c-\\x7e]*)");

    /// `tag=value`, the tag in lower case.
    record Parameter(String tag, String value) {}

    /// Reads a value; empty if it is malformed.
    static Optional<CaaValue> parse(String text) {
        String[] parts = text.split(";", -1);
        String domain = parts[0].strip();
        if (domain.length() > LONGEST_NAME || !DOMAIN.matcher(domain).matches()) {
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            Matcher parameter = PARAMETER.matcher(part);
            if (parameter.matches()) {
                parameters.add(
                        new Parameter(
                                parameter.group(1).toLowerCase(Locale.ROOT), parameter.group(2)));
            } else if (!part.isEmpty() || i < parts.length - 1) {
                return Optional.empty();
            }
        }
        return Optional.of(new CaaValue(domain, List.copyOf(parameters)));
    }

    /// RFC 8657 §4: one parameter, a list that names the method. More than one lets nobody.
    boolean allowsMethod(String method) {
        List<String> said = all("validationmethods");
        return said.isEmpty()
                || (said.size() == 1
                        && Arrays.stream(said.getFirst().split(",", -1))
                                .anyMatch(method::equalsIgnoreCase));
    }

    /// RFC 8657 §3: one parameter, compared character by character. More than one lets nobody. An
    /// account that does not exist yet is none of those named.
    boolean allowsAccount(Optional<URI> account) {
        List<String> said = all("accounturi");
        return said.isEmpty()
                || (said.size() == 1
                        && account.map(URI::toString).filter(said.getFirst()::equals).isPresent());
    }

    /// The only value of a parameter; empty if there is none or more than one.
    Optional<String> one(String tag) {
        List<String> said = all(tag);
        return said.size() == 1 ? Optional.of(said.getFirst()) : Optional.empty();
    }

    private List<String> all(String tag) {
        return parameters.stream().filter(p -> p.tag().equals(tag)).map(Parameter::value).toList();
    }
}
