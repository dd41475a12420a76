/// Where the access log's lines go: one thread that writes them, to a file that is begun anew each
/// day and when it is full, or to standard output. Knows lines as octets only.
@NullMarked
package croft.edge.logfile;

import org.jspecify.annotations.NullMarked;
