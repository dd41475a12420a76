/// A folder of Markdown as a wiki: puts the packages below together with the declaration, the
/// journal and the management port.
@NullMarked
package croft.wiki;

import org.jspecify.annotations.NullMarked;
