@NullMarked
package croft.platform.declaration;

import org.jspecify.annotations.NullMarked;
