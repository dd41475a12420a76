/// What the management port answers others.
@NullMarked
package croft.certs.control;

import org.jspecify.annotations.NullMarked;
