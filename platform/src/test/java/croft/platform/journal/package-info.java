/// Tests of the journal, against real PostgreSQL.
@NullMarked
package croft.platform.journal;

import org.jspecify.annotations.NullMarked;
