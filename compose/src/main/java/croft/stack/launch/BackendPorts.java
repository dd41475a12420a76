package croft.stack.launch;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/// Where services are found by others; chosen before anything starts, and kept when one starts
/// anew, as the others have to know it also of a service that is started later.
///
/// @param staticSite where static-site answers for sites
/// @param wiki where wiki-pkb does
/// @param chat where chat-bridge is called back by chat servers, and shows long texts
/// @param management of every service that may run
record BackendPorts(int staticSite, int wiki, int chat, Map<Service.Role, Integer> management) {
    BackendPorts {
        management = Collections.unmodifiableMap(new EnumMap<>(management));
    }

    /// Free ones, but for the one that chat servers were told of.
    static BackendPorts chosen(FreePorts ports, int chat) throws IOException {
        var management = new EnumMap<Service.Role, Integer>(Service.Role.class);
        for (Service.Role role : Service.Role.values()) {
            management.put(role, ports.next());
        }
        return new BackendPorts(ports.next(), ports.next(), chat, management);
    }

    /// The port that a service listens on for the edge.
    OptionalInt of(Service.Role role) {
        return switch (role) {
            case STATIC -> OptionalInt.of(staticSite);
            case WIKI -> OptionalInt.of(wiki);
            case EDGE, CERTIFICATES, CHAT -> OptionalInt.empty();
        };
    }

    /// The port of a service's control API.
    int management(Service.Role role) {
        Integer port = management.get(role);
        if (port == null) {
            throw new IllegalStateException(role + ": no port was chosen");
        }
        return port;
    }
}
