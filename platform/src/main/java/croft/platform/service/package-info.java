/// What makes a program a Croft service: its environment, the live declaration, health, metrics and
/// status.
///
/// The beans of this package exist only where `CroftService` starts them: it sets the name.
@Configuration
@Requires(property = "micronaut.application.name")
@NullMarked
package croft.platform.service;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
