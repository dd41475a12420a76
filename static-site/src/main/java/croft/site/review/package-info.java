/// What is reported to the owner about a release before it goes out: what is broken, what is
/// missing, what changed. Reads one release through [ReleaseView]; knows no storage, no channel, no
/// framework and no SQL.
@NullMarked
package croft.site.review;

import org.jspecify.annotations.NullMarked;
