/// The architecture rules of the house, as ArchUnit checks that every module's `ArchitectureTest`
/// applies to itself.
@NullMarked
package croft.house;

import org.jspecify.annotations.NullMarked;
