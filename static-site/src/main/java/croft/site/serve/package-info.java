/// Answers requests for sites: which site is meant, what its files and rules have for it, and how
/// long caches may keep that. Whatever touches a file runs on virtual threads. Knows no framework
/// and no channel.
@NullMarked
package croft.site.serve;

import org.jspecify.annotations.NullMarked;
