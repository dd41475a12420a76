package croft.edge.exchange;

import croft.edge.cache.Candidate;
import croft.edge.cache.Extent;
import croft.edge.cache.StoredResponse;
import croft.edge.http.FieldBlock;
import croft.edge.http.PreparedHead;
import croft.edge.store.Entry;
import croft.edge.store.Form;
import croft.edge.store.StoredBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a visit can be answered from: something stored, or something that is being received for the
/// store.
///
/// @param fields as clients get them
/// @param head the same, ready to be sent; null while the length is not known
/// @param length octets of the body, -1 while not known
/// @param forms compressed ones of the body, instead of which they may be sent
record Source(
        StoredResponse response,
        FieldBlock fields,
        @Nullable PreparedHead head,
        StoredBody body,
        long length,
        List<Form> forms)
        implements Candidate {
    static Source of(Entry entry) {
        return new Source(
                entry.response(),
                entry.head().fields(),
                entry.head(),
                entry.body(),
                entry.length(),
                entry.forms());
    }

    /// Where in the body the octet `first` of the representation is.
    long offset(long first) {
        return response.extent() instanceof Extent.Part part ? first - part.first() : first;
    }

    /// What is being received has been asked for just now.
    @Override
    public boolean expired() {
        return false;
    }
}
