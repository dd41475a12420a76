/// Tests of the package of the same name.
@NullMarked
package croft.certs.export;

import org.jspecify.annotations.NullMarked;
