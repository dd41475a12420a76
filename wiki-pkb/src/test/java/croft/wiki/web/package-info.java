@NullMarked
package croft.wiki.web;

import org.jspecify.annotations.NullMarked;
