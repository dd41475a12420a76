package croft.wiki.render;

/// A page's text for the index, in plain words.
///
/// @param headings one a line
/// @param body without headings and code
/// @param code of its blocks
public record SearchText(String headings, String body, String code) {}
