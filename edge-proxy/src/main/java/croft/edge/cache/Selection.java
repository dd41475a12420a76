package croft.edge.cache;

import croft.edge.http.RequestHead;
import java.util.List;

/// Which requests a stored response may answer: the fields that its `Vary` names, with their
/// normalised values in the request that it answered (RFC 9111 §4.1).
///
/// @param fields in the order of their names
public record Selection(List<Selecting> fields) {
    /// Of a response that does not vary.
    public static final Selection ALL = new Selection(List.of());

    public Selection {
        fields = List.copyOf(fields);
    }

    /// One selecting field.
    ///
    /// @param name lower case
    /// @param value normalised; all lines joined; empty where the request had none
    public record Selecting(String name, String value) {}

    /// Whether a request is one of them.
    public boolean matches(RequestHead request) {
        return Vary.selects(this, request);
    }

    /// What it would be for another request.
    public Selection of(RequestHead request) {
        return new Selection(
                fields.stream()
                        .map(field ->
                                new Selecting(
                                        field.name(), SelectingValue.of(field.name(), request)))
                        .toList());
    }
}
