@NullMarked
package croft.platform.service;

import org.jspecify.annotations.NullMarked;
