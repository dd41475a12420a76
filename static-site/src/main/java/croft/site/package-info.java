/// Static websites as a service: puts the packages below together with the declaration, the journal
/// and the management port.
@NullMarked
package croft.site;

import org.jspecify.annotations.NullMarked;
