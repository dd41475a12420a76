/// What the management port answers to the operator and to others.
@NullMarked
package croft.certs.control;

import org.jspecify.annotations.NullMarked;
