/// HTTP as values: heads, fields, authorities, and the strict reading and writing of HTTP/1.1
/// messages. Pure: knows bytes, not channels; every refusal carries the status it deserves and the
/// reason.
@NullMarked
package croft.edge.http;

import org.jspecify.annotations.NullMarked;
