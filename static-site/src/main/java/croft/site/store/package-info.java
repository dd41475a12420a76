/// What releases are made of: immutable octets named by their content, the list of a release's
/// files, archives taken apart, and what is compressed once for all visitors. Blocks, so it is
/// called on virtual threads; knows no channel, no framework and no SQL.
@NullMarked
package croft.site.store;

import org.jspecify.annotations.NullMarked;
