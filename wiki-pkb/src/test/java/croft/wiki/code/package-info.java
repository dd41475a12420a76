@NullMarked
package croft.wiki.code;

import org.jspecify.annotations.NullMarked;
