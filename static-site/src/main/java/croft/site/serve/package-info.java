/// Answers HTTP/1.1 on the traffic port: connections, checks on requests, answers, bodies from
/// files. Event loops move octets; whatever touches a file runs on virtual threads. Knows no
/// framework.
@NullMarked
package croft.site.serve;

import org.jspecify.annotations.NullMarked;
