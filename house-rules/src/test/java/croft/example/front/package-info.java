/// Part of a small module that the rules are tried on.
@NullMarked
package croft.example.front;

import org.jspecify.annotations.NullMarked;
