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

    /// The request as the rules are to see it: an entity tag that we made for a compressed form
    /// (the backend's with the coding at its end) counts as the backend's own where the client
    /// still takes that coding.
    static RequestHead withOurTags(RequestHead head) {
        List<String> lines = head.fields().all("if-none-match");
        if (lines.isEmpty()) {
            return head;
        }
        StringBuilder more = new StringBuilder();
        for (Coding coding : Coding.values()) {
            String end = "-" + coding.token() + "\"";
            for (String line : lines) {
                if (line.contains(end) && accepts(head, coding)) {
                    more.append(more.isEmpty() ? "" : ", ").append(line.replace(end, "\""));
                }
            }
        }
        if (more.isEmpty()) {
            return head;
        }
        Fields fields = head.fields().copy().add("if-none-match", more.toString());
        return new RequestHead(
                head.method(),
                head.secure(),
                head.authority(),
                head.target(),
                fields,
                head.body(),
                head.protocol(),
                head.version());
    }

    private static boolean accepts(RequestHead head, Coding coding) {
        return Codings.of(head.fields().all("accept-encoding")).preferred().stream()
                .anyMatch(accepted -> accepted.token().equals(coding.token()));
    }
}
