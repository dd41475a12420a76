/// Which certificates should exist, what to do about those that do not, when to try again and what
/// an authority's limits allow. Pure: the declaration, what is held, chance and the time go in, a
/// plan comes out.
@NullMarked
package croft.certs.wanted;

import org.jspecify.annotations.NullMarked;
