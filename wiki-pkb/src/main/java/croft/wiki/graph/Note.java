package croft.wiki.graph;

import croft.wiki.page.Page;
import croft.wiki.render.Facts;

/// One page of a garden: its head, and what its text says. The text itself stays in its file.
///
/// @param facts of the same version of the file as the page
public record Note(Page page, Facts facts) {}
