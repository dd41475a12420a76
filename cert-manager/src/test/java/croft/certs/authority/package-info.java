/// Tests of the local authority.
@NullMarked
package croft.certs.authority;

import org.jspecify.annotations.NullMarked;
