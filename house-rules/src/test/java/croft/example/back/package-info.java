/// Part of a small module that the rules are tried on.
@NullMarked
package croft.example.back;

import org.jspecify.annotations.NullMarked;
