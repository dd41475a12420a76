package croft.edge.store;

import croft.edge.http.Body;
import croft.edge.http.FieldBlock;
import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import java.util.List;
import java.util.Locale;

/// The head under which a coded form of a response is served. It is another representation (RFC
/// 9110 §8.8.3.3): what tells representations apart tells these apart.
final class FormHead {
    private FormHead() {}

    /// @param identity of the response as it is stored
    /// @param length of the form
    static PreparedHead of(PreparedHead identity, Coding coding, long length) {
        Fields fields = identity.fields().fields();
        fields.set("content-encoding", coding.token());
        String etag = fields.first("etag");
        if (etag != null) {
            fields.set("etag", etag(etag, coding));
        }
        vary(fields);
        // of the octets of another form (RFC 9530 §2, §3; RFC 1864)
        fields.remove("content-digest");
        fields.remove("repr-digest");
        fields.remove("digest");
        fields.remove("content-md5");
        return new PreparedHead(identity.status(), FieldBlock.of(fields), Body.of(length));
    }

    /// The head of the response as it is stored, now that there are forms beside it: what is sent
    /// depends on `accept-encoding` from now on (RFC 9110 §12.5.5).
    static PreparedHead besideForms(PreparedHead identity) {
        if (names(identity.fields().all("vary"), "accept-encoding")) {
            return identity;
        }
        Fields fields = identity.fields().fields();
        vary(fields);
        return new PreparedHead(identity.status(), FieldBlock.of(fields), identity.body());
    }

    private static void vary(Fields fields) {
        if (!names(fields.all("vary"), "accept-encoding")) {
            fields.add("vary", "accept-encoding");
        }
    }

    /// `"abc"` becomes `"abc-br"`; weak stays weak.
    private static String etag(String etag, Coding coding) {
        int end = etag.endsWith("\"") ? etag.length() - 1 : etag.length();
        return etag.substring(0, end) + "-" + coding.token() + etag.substring(end);
    }

    /// Whether lists of names hold this one, or a star.
    static boolean names(List<String> lists, String name) {
        for (String list : lists) {
            for (String each : list.split(",", -1)) {
                String found = each.strip().toLowerCase(Locale.ROOT);
                if (found.equals(name) || found.equals("*")) {
                    return true;
                }
            }
        }
        return false;
    }
}
