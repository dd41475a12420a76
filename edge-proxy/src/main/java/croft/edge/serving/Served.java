package croft.edge.serving;

import java.time.Instant;

/// What a handshake showed.
///
/// @param serial of the leaf, lower-case hexadecimal
/// @param at when
public record Served(String serial, Instant at) {}
