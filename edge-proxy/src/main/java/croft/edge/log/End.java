package croft.edge.log;

/// How an exchange ended.
public enum End {
    /// The answer is whole.
    COMPLETE,
    /// The client left, or took or sent nothing for too long.
    GONE,
    /// The edge broke off: the backend failed in the middle, the request is no request, a defect.
    ABORTED
}
