/// Tests of croft.site.rules.
@NullMarked
package croft.site.rules;

import org.jspecify.annotations.NullMarked;
