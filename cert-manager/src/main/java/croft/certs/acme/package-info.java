/// The conversation with certificate authorities that speak ACME (RFC 8555): what is asked of them,
/// what they answer, and which kind of trouble it is when they do not give what was asked. Knows no
/// database, no DNS and no schedule: each call is one conversation and remembers nothing but the
/// directory.
@NullMarked
package croft.certs.acme;

import org.jspecify.annotations.NullMarked;
