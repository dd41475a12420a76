/// Tests of the package of the same name.
@NullMarked
package croft.certs.control;

import org.jspecify.annotations.NullMarked;
