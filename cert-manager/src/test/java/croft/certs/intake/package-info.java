/// Tests of the package of the same name.
@NullMarked
package croft.certs.intake;

import org.jspecify.annotations.NullMarked;
