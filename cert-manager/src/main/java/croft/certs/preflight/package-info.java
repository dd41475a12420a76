/// What can be known before an order that would make it fail: names, addresses, signatures and
/// rules in DNS, ports, credentials. Says it in plain words with the remedy; changes nothing
/// anywhere.
@NullMarked
package croft.certs.preflight;

import org.jspecify.annotations.NullMarked;
