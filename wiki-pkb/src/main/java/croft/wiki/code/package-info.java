/// Program text with its words told apart, as HTML with classes. Pure: knows no Markdown, no style
/// sheet and no display.
@NullMarked
package croft.wiki.code;

import org.jspecify.annotations.NullMarked;
