/// cert-manager: every site of the declaration has a good certificate, in the vault before it is
/// needed. This package wires the others.
@NullMarked
package croft.certs;

import org.jspecify.annotations.NullMarked;
