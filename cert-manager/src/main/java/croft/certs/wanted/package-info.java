/// Which certificates should exist, and what to do about those that do not. Pure: the declaration,
/// what is held and the time go in, a plan comes out.
@NullMarked
package croft.certs.wanted;

import org.jspecify.annotations.NullMarked;
