package croft.edge.http;

/// A response's head, checked.
///
/// @param status 100 to 599
/// @param fields without those that belong to the connection (RFC 9110 §7.6.1); `content-length` is
///   there if and only if the origin sent one
/// @param body what follows; none for 1xx, 204, 304 and answers to HEAD
public record ResponseHead(int status, Fields fields, Body body) {}
