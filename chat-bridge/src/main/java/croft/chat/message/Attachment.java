package croft.chat.message;

/// A file of a message. Its content stays with the network that has it until somebody streams it.
///
/// @param id as its network names it
/// @param mediaType such as `image/png`
/// @param octets its size
public record Attachment(String id, String name, String mediaType, long octets) {}
