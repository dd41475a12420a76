/// Tests of reading and sealing secrets.
@NullMarked
package croft.platform.secret;

import org.jspecify.annotations.NullMarked;
