package croft.site.rules;

/// A ruling, and on what of the request it depends beside its path, so that a cache gives nobody an
/// answer that was meant for others.
///
/// @param byLanguage on Accept-Language
/// @param byQuery on the query
public record Ruled(Ruling ruling, boolean byLanguage, boolean byQuery) {}
