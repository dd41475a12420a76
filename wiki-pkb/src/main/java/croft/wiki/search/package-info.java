/// Full-text search in PostgreSQL, and what stands in for it while the database is away.
@NullMarked
package croft.wiki.search;

import org.jspecify.annotations.NullMarked;
