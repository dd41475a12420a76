/// Tests of the migrations, against real PostgreSQL.
@NullMarked
package croft.migrations;

import org.jspecify.annotations.NullMarked;
