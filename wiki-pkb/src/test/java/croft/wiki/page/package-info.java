@NullMarked
package croft.wiki.page;

import org.jspecify.annotations.NullMarked;
