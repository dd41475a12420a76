package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;

/// What an authority says is wrong (RFC 7807 as RFC 8555 §6.7 uses it).
///
/// @param type the kind's last part, such as `rateLimited`; a whole URI where it is none of ACME's
/// @param detail the authority's words, cleaned: to be shown, never to be interpreted
/// @param name whose fault it is, where the authority says so
public record Problem(String type, String detail, Optional<CertificateName> name) {
    private static final String ACME = "urn:ietf:params:acme:error:";

    /// One for each name of a large order; more would tell nothing new.
    private static final int MOST_PARTS = 100;

    public Problem {
        type = CleanText.of(type.startsWith(ACME) ? type.substring(ACME.length()) : type);
        detail = CleanText.of(detail);
    }

    /// Whether it makes sense to try again.
    public AcmeTrouble.Kind kind() {
        return AcmeTrouble.Kind.ofType(type);
    }

    /// What its owner can do, in plain words.
    public String remedy() {
        return kind().remedy();
    }

    /// `example.net: dns: "no such name"`.
    @Override
    public String toString() {
        return name.map(n -> n.text() + ": ").orElse("")
                + type
                + (detail.isEmpty() ? "" : ": \"" + detail + "\"");
    }

    static Problem of(JSON json) {
        return new Problem(
                text(json, "type").orElse("about:blank"),
                text(json, "detail").or(() -> text(json, "title")).orElse(""),
                name(json));
    }

    /// A problem's parts (RFC 8555 §6.7.1), such as one for each name that was refused.
    static List<Problem> parts(JSON json) {
        List<Problem> parts = new ArrayList<>();
        try {
            for (JSON.Value part : json.get("subproblems").asArray()) {
                if (parts.size() == MOST_PARTS) {
                    break;
                }
                parts.add(of(part.asObject()));
            }
        } catch (AcmeProtocolException _) {
            // Parts in another shape than the standard's say nothing.
        }
        return parts;
    }

    private static Optional<String> text(JSON json, String key) {
        return json.get(key).map(JSON.Value::asString);
    }

    private static Optional<CertificateName> name(JSON json) {
        try {
            return json.get("identifier")
                    .map(JSON.Value::asObject)
                    .flatMap(identifier -> text(identifier, "value"))
                    .map(CertificateName::of);
        } catch (AcmeProtocolException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
