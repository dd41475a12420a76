package croft.chat.unfurl;

import java.net.URI;

/// What a stranger sees of a page.
///
/// @param address where it was found in the end
/// @param title plain text
/// @param excerpt plain text; may be empty
public record Sight(URI address, String title, String excerpt) {}
