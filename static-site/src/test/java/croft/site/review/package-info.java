@NullMarked
package croft.site.review;

import org.jspecify.annotations.NullMarked;
