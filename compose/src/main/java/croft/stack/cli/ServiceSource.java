package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.stack.launch.CannotStart;
import croft.stack.launch.Installation;
import croft.stack.launch.Service;
import java.util.List;

/// Finds the services of an installation, with the memory that a declaration wants for them; asked
/// only by commands that start them.
@FunctionalInterface
public interface ServiceSource {
    List<Service> in(Installation installation, Declaration declaration) throws CannotStart;
}
