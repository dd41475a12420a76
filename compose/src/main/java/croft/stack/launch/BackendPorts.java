package croft.stack.launch;

import java.util.OptionalInt;

/// Where the services listen that answer for sites; chosen before anything starts, as the edge has
/// to know them also of a service that is started later.
record BackendPorts(int staticSite, int wiki) {
    /// The port that a service listens on for the edge.
    OptionalInt of(Service.Role role) {
        return switch (role) {
            case STATIC -> OptionalInt.of(staticSite);
            case WIKI -> OptionalInt.of(wiki);
            case EDGE, CERTIFICATES -> OptionalInt.empty();
        };
    }
}
