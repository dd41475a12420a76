package croft.site.rules;

/// A page of this site to which a rule leads whoever meets it, so that it ought to be there.
///
/// @param line of the rule in `_redirects`, from 1
/// @param path absolute and canonical, without query
public record RuleTarget(int line, String path) {}
