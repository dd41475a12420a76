package croft.edge.exchange;

import croft.edge.cache.ByteRange;
import croft.edge.cache.StoredResponse;
import croft.edge.http.Body;
import croft.edge.http.FieldBlock;
import croft.edge.http.Fields;
import croft.edge.http.ResponseHead;
import java.time.Duration;
import java.util.Set;

/// The heads of answers from the store.
final class Heads {
    /// RFC 9110 §15.4.5: a 304 carries what a 200 would have, but nothing that describes content.
    private static final Set<String> OF_CONTENT =
            Set.of(
                    "content-type",
                    "content-encoding",
                    "content-language",
                    "content-range",
                    "content-disposition",
                    "content-digest",
                    "repr-digest",
                    "accept-ranges");

    private Heads() {}

    /// The fields of a stored response as clients get them.
    ///
    /// @param negotiated whether compressed forms may be sent instead (RFC 9110 §12.5.5)
    static FieldBlock fields(StoredResponse response, boolean negotiated) {
        Fields fields = ClientFields.of(response.fields().fields());
        if (negotiated && !varies(fields)) {
            fields.add("vary", "accept-encoding");
        }
        return FieldBlock.of(fields).beside(response.fields());
    }

    private static boolean varies(Fields fields) {
        for (String line : fields.all("vary")) {
            for (String name : line.split(",", -1)) {
                if (name.strip().equalsIgnoreCase("accept-encoding") || name.strip().equals("*")) {
                    return true;
                }
            }
        }
        return false;
    }

    /// What differs from one answer to the next.
    static Fields more(Duration age, String cacheStatus) {
        return new Fields()
                .add("age", Long.toString(Math.clamp(age.toSeconds(), 0, Integer.MAX_VALUE)))
                .add("cache-status", cacheStatus);
    }

    /// The head of a response whose length is not known yet.
    static ResponseHead open(Source source, Fields more, boolean withBody) {
        return new ResponseHead(
                source.response().status(),
                with(source.fields().fields(), more),
                withBody ? Body.OPEN : Body.NONE);
    }

    /// 206 with one range (RFC 9110 §15.3.7.1).
    static ResponseHead part(Source source, ByteRange range, long total, Fields more) {
        Fields fields =
                with(source.fields().fields(), more)
                        .set("content-range", contentRange(range, total))
                        .set("content-length", Long.toString(range.length()));
        return new ResponseHead(206, fields, Body.of(range.length()));
    }

    static String contentRange(ByteRange range, long total) {
        return "bytes " + range.first() + "-" + range.last() + "/" + total;
    }

    /// 206 with several (RFC 9110 §15.3.7.2).
    static ResponseHead parts(Source source, String boundary, long length, Fields more) {
        Fields fields =
                with(source.fields().fields(), more)
                        .set("content-type", "multipart/byteranges; boundary=" + boundary)
                        .set("content-length", Long.toString(length));
        return new ResponseHead(206, fields, Body.of(length));
    }

    /// 304.
    static ResponseHead notModified(FieldBlock stored, Fields more) {
        Fields all = stored.fields();
        Fields fields = new Fields();
        boolean tagged = all.has("etag");
        for (int i = 0; i < all.size(); i++) {
            String name = all.name(i);
            if (!OF_CONTENT.contains(name) && !(tagged && name.equals("last-modified"))) {
                fields.add(name, all.value(i));
            }
        }
        return new ResponseHead(304, with(fields, more), Body.NONE);
    }

    /// 412, or 416 with the length that would have satisfied.
    static ResponseHead refused(int status, Fields more) {
        return new ResponseHead(status, more.add("content-length", "0"), Body.NONE);
    }

    private static Fields with(Fields fields, Fields more) {
        more.forEach(fields::add);
        return fields;
    }
}
