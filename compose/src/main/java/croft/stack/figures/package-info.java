/// What was measured, and what follows from it: loads, figures, ratios, targets, tables, plots.
/// Pure: starts and asks nothing, reads no clock.
@NullMarked
package croft.stack.figures;

import org.jspecify.annotations.NullMarked;
