/// Tests of the renewal, against real PostgreSQL.
@NullMarked
package croft.certs.renewal;

import org.jspecify.annotations.NullMarked;
