/// Tests of what the service tells of itself.
@NullMarked
package croft.certs.status;

import org.jspecify.annotations.NullMarked;
