/// Tests of the conversation with authorities, each against a running one; and the bench they run
/// on: Pebble, the DNS server it asks, and a proxy before it that does what networks do.
@NullMarked
package croft.certs.acme;

import org.jspecify.annotations.NullMarked;
