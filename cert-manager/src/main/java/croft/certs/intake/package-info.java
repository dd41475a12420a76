/// What comes in from outside: keys and certificates in the forms in which other programs keep
/// them. Knows formats; does not know what is wanted or held.
@NullMarked
package croft.certs.intake;

import org.jspecify.annotations.NullMarked;
