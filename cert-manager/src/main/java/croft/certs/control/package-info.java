/// The control API of the management port: what the operator asks of certificates, and gets told.
/// Knows the wire and a desk that does the work; SQL, authorities and DNS are behind the desk.
@NullMarked
package croft.certs.control;

import org.jspecify.annotations.NullMarked;
