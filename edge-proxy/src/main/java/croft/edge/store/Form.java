package croft.edge.store;

import croft.edge.cache.Candidate;
import croft.edge.cache.StoredResponse;
import croft.edge.http.PreparedHead;
import java.util.Optional;

/// A stored response in another coding, made once and served to those who accept it. It is a
/// representation of its own (RFC 9110 §8.8.3.3): conditions are decided by its own etag.
///
/// @param response of the entry, with the etag of this form
/// @param head as served
/// @param body complete; the entry holds a reference
public record Form(Coding coding, StoredResponse response, PreparedHead head, StoredBody body)
        implements Candidate {
    /// Heap of its objects, without what is counted by itself.
    private static final int OBJECTS = 250;

    /// Of an entry's response and head.
    ///
    /// @param body complete
    static Form of(StoredResponse entry, PreparedHead identity, Coding coding, StoredBody body) {
        PreparedHead head = FormHead.of(identity, coding, body.written());
        StoredResponse response =
                new StoredResponse(
                        entry.status(),
                        head.fields(),
                        entry.requested(),
                        entry.received(),
                        entry.initialAge(),
                        entry.freshness(),
                        entry.selection(),
                        entry.extent(),
                        Optional.ofNullable(head.fields().first("etag")),
                        entry.lastModified(),
                        entry.forEverybody(),
                        entry.keys(),
                        entry.search(),
                        entry.immutable());
        return new Form(coding, response, head, body);
    }

    @Override
    public long length() {
        return body.written();
    }

    /// Its entry knows whether it is.
    @Override
    public boolean expired() {
        return false;
    }

    /// Bytes of heap, roughly.
    int heap() {
        return OBJECTS + head.fields().length() + body.heap();
    }
}
