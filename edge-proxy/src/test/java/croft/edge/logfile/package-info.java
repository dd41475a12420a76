/// Where the access log's lines go.
@NullMarked
package croft.edge.logfile;

import org.jspecify.annotations.NullMarked;
