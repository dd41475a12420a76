/// The control API of the management port: what the operator asks of certificates, and gets told;
/// and what programs on other machines may ask. Knows the wire and a desk that does the work.
@NullMarked
package croft.certs.control;

import org.jspecify.annotations.NullMarked;
