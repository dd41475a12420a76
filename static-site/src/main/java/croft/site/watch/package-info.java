/// Notices what changes in the folders of sites and says it in surrogate keys. Knows no channel, no
/// framework and no SQL.
@NullMarked
package croft.site.watch;

import org.jspecify.annotations.NullMarked;
