/// Drivers against live servers and stubs, and what is seen of their records.
@NullMarked
package croft.certs.dns;

import org.jspecify.annotations.NullMarked;
