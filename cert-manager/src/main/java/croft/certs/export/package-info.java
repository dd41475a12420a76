/// Copies of certificates and keys for programs that cannot ask the vault: written as files, and
/// the program told. Knows formats and files; does not know where a certificate comes from.
@NullMarked
package croft.certs.export;

import org.jspecify.annotations.NullMarked;
