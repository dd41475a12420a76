package croft.edge.exchange;

import croft.edge.cache.Codings;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.store.Coding;
import croft.edge.store.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which compressed form of a stored response a request gets (RFC 9110 §12.5.3), and what of the
/// request must be understood with our own forms in mind.
final class Negotiated {
    private Negotiated() {}

    /// The form that the client likes best; null if it gets the body as it is. Ranges are of the
    /// body as it is (RFC 9110 §14.2 lets a range be of the selected representation, and we select
    /// that).
    static @Nullable Form form(RequestHead head, List<Form> forms) {
        if (forms.isEmpty() || head.fields().has("range")) {
            return null;
        }
        for (Codings.Coding coding : Codings.of(head.fields().all("accept-encoding")).preferred()) {
            if (coding == Codings.Coding.IDENTITY) {
                return null;
            }
            for (Form form : forms) {
                if (form.coding().token().equals(coding.token())) {
                    return form;
                }
            }
        }
        return null;
    }

    /// The form that a 304 is about: the one whose tag the client has named, if it has named any;
    /// null if that is the body's own. A tag that the client does not know would tell it nothing of
    /// what it has (RFC 9111 §4.3.4).
    static @Nullable Form known(RequestHead head, List<Form> forms) {
        List<String> named = head.fields().all("if-none-match");
        if (forms.isEmpty() || named.isEmpty()) {
            return form(head, forms);
        }
        for (Form form : forms) {
            String tag = form.head().fields().first("etag");
            // weakened on its way, it is the same tag (RFC 9110 §8.8.3.2)
            String opaque = tag == null ? "" : tag.substring(tag.indexOf('"') + 1);
            if (named.stream().anyMatch(line -> line.contains("\"" + opaque))) {
                return form;
            }
        }
        return null;
    }

    /// The request as the rules and the backend are to see it: an entity tag that we made for a
    /// compressed form (the backend's with the coding at its end) counts as the backend's own. Of
    /// what the client has, where it still takes that coding; of what it wants to change, always.
    static RequestHead withOurTags(RequestHead head) {
        String known = plain(head, "if-none-match", true);
        String wanted = plain(head, "if-match", false);
        if (known.isEmpty() && wanted.isEmpty()) {
            return head;
        }
        Fields fields = head.fields().copy();
        if (!known.isEmpty()) {
            fields.add("if-none-match", known);
        }
        if (!wanted.isEmpty()) {
            fields.add("if-match", wanted);
        }
        return head.withFields(fields);
    }

    /// The lines of a field that have a tag of ours, with the backend's in its place; empty if none
    /// has.
    private static String plain(RequestHead head, String field, boolean accepted) {
        if (!head.fields().has(field)) {
            return "";
        }
        StringBuilder plain = new StringBuilder();
        for (Coding coding : Coding.values()) {
            String end = "-" + coding.token() + "\"";
            for (String line : head.fields().all(field)) {
                if (line.contains(end) && (!accepted || accepts(head, coding))) {
                    plain.append(plain.isEmpty() ? "" : ", ").append(line.replace(end, "\""));
                }
            }
        }
        return plain.toString();
    }

    private static boolean accepts(RequestHead head, Coding coding) {
        return Codings.of(head.fields().all("accept-encoding")).preferred().stream()
                .anyMatch(accepted -> accepted.token().equals(coding.token()));
    }
}
