package croft.edge.cache;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import java.util.Optional;

/// Heads, written shortly.
final class Requests {
    static final String HOST = "site.example";

    private Requests() {}

    /// @param fields each `name: value`
    static RequestHead get(String target, String... fields) {
        return request("GET", target, fields);
    }

    static RequestHead request(String method, String target, String... fields) {
        return new RequestHead(
                method,
                true,
                new Authority(HOST, -1),
                target,
                fields(fields),
                Body.NONE,
                Optional.empty(),
                "1.1");
    }

    static ResponseHead response(int status, String... fields) {
        return new ResponseHead(status, fields(fields), Body.of(100));
    }

    static Fields fields(String... lines) {
        Fields fields = new Fields();
        for (String line : lines) {
            int colon = line.indexOf(':');
            fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return fields;
    }
}
