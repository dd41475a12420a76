/// Tests of serving HTTP/1.1.
@NullMarked
package croft.platform.traffic;

import org.jspecify.annotations.NullMarked;
