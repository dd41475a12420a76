/// The work itself: looks at what is wanted and what is held, issues what is due, and does so again
/// in time. Knows the clock and the declaration; leaves SQL to the vault.
@NullMarked
package croft.certs.renewal;

import org.jspecify.annotations.NullMarked;
