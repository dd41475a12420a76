/// Tests of the renewal plan.
@NullMarked
package croft.certs.wanted;

import org.jspecify.annotations.NullMarked;
