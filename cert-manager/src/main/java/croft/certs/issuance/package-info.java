/// Orders, from the first request to the stored certificate, in steps that a crash cannot undo.
/// Knows the authorities, the zones and the vault; does not know when a certificate is due.
@NullMarked
package croft.certs.issuance;

import org.jspecify.annotations.NullMarked;
