/// Releases of websites: which there are of each project, which is current, who may deploy, and
/// what of their files may go. Their state is in PostgreSQL, with a local copy by which serving
/// starts and goes on without it; their files are in the blob store. Knows no channel and no
/// framework.
@NullMarked
package croft.site.release;

import org.jspecify.annotations.NullMarked;
