/// The rules, tried on a small module that breaks them.
@NullMarked
package croft.house;

import org.jspecify.annotations.NullMarked;
