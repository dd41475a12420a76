/// Keeps a wiki in step with its folder, which somebody else writes: sees what changed, and says
/// what that makes stale.
@NullMarked
package croft.wiki.sync;

import org.jspecify.annotations.NullMarked;
