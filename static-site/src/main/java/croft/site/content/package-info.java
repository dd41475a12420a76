/// What a site contains and what of it answers a request: names, documents, media types,
/// validators, ranges. Reads files (on virtual threads); knows no channel, no framework and no SQL.
@NullMarked
package croft.site.content;

import org.jspecify.annotations.NullMarked;
