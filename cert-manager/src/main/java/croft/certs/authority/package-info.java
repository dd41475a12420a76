/// The local authority: a root of this installation, and the certificates it signs. Knows X.509;
/// does not know where anything is kept.
@NullMarked
package croft.certs.authority;

import org.jspecify.annotations.NullMarked;
