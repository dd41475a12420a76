/// Tests of the certificates in use.
@NullMarked
package croft.edge.tls;

import org.jspecify.annotations.NullMarked;
