/// TLS towards clients: one context per certificate, chosen by the name or the address that is
/// asked for, swapped while connections go on. Knows certificates, not where they come from.
@NullMarked
package croft.edge.tls;

import org.jspecify.annotations.NullMarked;
