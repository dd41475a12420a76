/// The journal: facts that one service records in its own transaction and others read on from where
/// they were; and the connection and the statements by which a service does so. Knows nothing of
/// what the facts mean.
@NullMarked
package croft.platform.journal;

import org.jspecify.annotations.NullMarked;
