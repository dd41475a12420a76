/// Tests of the vault, against real PostgreSQL.
@NullMarked
package croft.certs.vault;

import org.jspecify.annotations.NullMarked;
