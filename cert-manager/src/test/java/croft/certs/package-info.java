/// Tests of cert-manager as a whole, and what its tests share.
@NullMarked
package croft.certs;

import org.jspecify.annotations.NullMarked;
