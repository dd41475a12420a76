package croft.platform.service;

import java.util.Optional;

/// One thing that a service needs before it can do its work. Each bean of this type has a say in
/// `/health` and `/health/readiness`; a service without any is ready as soon as it answers.
///
/// Only what stops the work belongs here: an edge that goes on without the database is ready.
public interface Readiness {
    /// What is needed, such as `listeners`.
    String name();

    /// Why the service is not ready, in words; nothing if it is. Called on a virtual thread for
    /// each request, so it should look at what is known rather than try something that takes long.
    Optional<String> missing();
}
