package croft.edge.store;

import croft.edge.http.PreparedHead;

/// A stored response in another coding, made once and served to those who accept it.
///
/// @param head as served, with an etag of its own
/// @param body complete; the entry holds a reference
public record Form(Coding coding, PreparedHead head, StoredBody body) {
    public long length() {
        return body.written();
    }

    /// Bytes of heap, roughly.
    int heap() {
        return 32 + head.size() + body.heap();
    }
}
