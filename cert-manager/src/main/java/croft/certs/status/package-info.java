/// What this service tells of itself: its part of `/status`, whether it is ready, and the root's
/// file for those who are to trust it.
@NullMarked
package croft.certs.status;

import org.jspecify.annotations.NullMarked;
