/// Where certificates and authorities are kept: PostgreSQL, with every private key sealed. Knows
/// SQL and the seal; does not know who issues or why.
@NullMarked
package croft.certs.vault;

import org.jspecify.annotations.NullMarked;
