/// DNS zones: writing the records that prove a name, at whoever holds the zone, and seeing that
/// they are there. Knows nothing of ACME, orders and tables: who needs a record says so, and keeps
/// book of it.
@NullMarked
package croft.certs.dns;

import org.jspecify.annotations.NullMarked;
