package croft.wiki.page;

/// Something that is wrong with a page, told to its owner and to nobody else.
///
/// @param line in the file, from 1
/// @param text what, what was expected, and what to do, in one line
public record Problem(int line, String text) {}
