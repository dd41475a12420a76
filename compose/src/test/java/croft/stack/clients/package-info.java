/// Tests of the package of the same name.
@NullMarked
package croft.stack.clients;

import org.jspecify.annotations.NullMarked;
