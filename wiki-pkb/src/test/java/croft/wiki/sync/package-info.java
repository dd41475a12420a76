@NullMarked
package croft.wiki.sync;

import org.jspecify.annotations.NullMarked;
