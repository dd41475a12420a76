/// HTTP/1.1 as a backend speaks it to the edge: connections, checks on requests, answers, bodies
/// from files and events, and the parts of HTTP that every handler of requests needs.
///
/// A service gives a [Handler] to a [TrafficServer] and sees neither a channel nor a socket. Event
/// loops move octets; answers are made on virtual threads. Knows no framework, no croft.yml and no
/// site.
@NullMarked
package croft.platform.traffic;

import org.jspecify.annotations.NullMarked;
