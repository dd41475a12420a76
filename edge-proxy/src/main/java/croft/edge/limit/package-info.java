/// What visitors may cost: who is let in, how many connections and requests an address has, what a
/// site may send a day. Knows addresses, numbers and times, but no connections and no requests.
@NullMarked
package croft.edge.limit;

import org.jspecify.annotations.NullMarked;
