/// Connections to backends: a keep-alive pool per event loop, names resolved anew for each
/// connection, one call at a time on each. Runs on event loops; knows nothing of clients.
@NullMarked
package croft.edge.upstream;

import org.jspecify.annotations.NullMarked;
