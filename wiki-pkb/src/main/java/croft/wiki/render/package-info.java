/// Markdown as HTML, and what a page says of others: its links, headings and text. Pure: what is
/// around a page comes through [croft.wiki.render.Surroundings].
@NullMarked
package croft.wiki.render;

import org.jspecify.annotations.NullMarked;
