package croft.edge.exchange;

import croft.edge.http.RequestHead;

/// Where connections take their requests to.
public interface Exchanges {
    /// Begins to answer a request. May answer through `client` before it returns.
    Exchange begin(RequestHead head, Client client);
}
