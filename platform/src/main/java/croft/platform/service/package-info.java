/// What makes a program a Croft service: its environment, the live declaration, health, metrics and
/// status.
@NullMarked
package croft.platform.service;

import org.jspecify.annotations.NullMarked;
