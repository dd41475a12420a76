/// Certificates as cert-manager stored them: read from the database, opened, and kept as a sealed
/// local copy, so that the edge starts without the database. Blocking: runs on virtual threads.
@NullMarked
package croft.edge.vault;

import org.jspecify.annotations.NullMarked;
