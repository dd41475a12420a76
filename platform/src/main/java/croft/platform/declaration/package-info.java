/// `croft.yml` as records: what is hosted, with every value checked. Pure: text in, records or
/// mistakes out. Knows no framework, no clock and no network.
@NullMarked
package croft.platform.declaration;

import org.jspecify.annotations.NullMarked;
