/// What certificates visitors are really shown: seen by handshakes of the edge with its own port,
/// and told to cert-manager, which takes no other word for it. Blocking: runs on a virtual thread.
@NullMarked
package croft.edge.serving;

import org.jspecify.annotations.NullMarked;
