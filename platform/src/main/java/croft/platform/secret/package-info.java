/// Secrets: where they are read from, and how values are sealed at rest. Knows no framework and no
/// SQL.
@NullMarked
package croft.platform.secret;

import org.jspecify.annotations.NullMarked;
