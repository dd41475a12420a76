@NullMarked
package croft.platform;

import org.jspecify.annotations.NullMarked;
