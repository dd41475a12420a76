package croft.stack.docker;

import croft.stack.launch.ManagementPort;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a container is not up: what its service says of itself counts more than what the engine
/// knows.
final class Diagnosis {
    /// Where every service of ours has it (`docs/contracts/containers.md`).
    static final int MANAGEMENT_PORT = 9000;

    private Diagnosis() {}

    /// Empty if it is up.
    static Optional<String> of(Container container) {
        return container.isUp()
                ? Optional.empty()
                : reasons(container).or(container::problem).map(Terminal::plain);
    }

    /// The management port of a service that runs.
    static Optional<ManagementPort> management(Container container) {
        return container.pid() != 0 && container.environment().containsKey("CROFT_MANAGEMENT_PORT")
                ? address(container).map(address -> new ManagementPort(address, MANAGEMENT_PORT))
                : Optional.empty();
    }

    /// An address that this machine reaches: of the network that the services share, if it has one.
    static Optional<String> address(Container container) {
        return container.addresses().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("_services"))
                .map(entry -> entry.getValue())
                .findFirst()
                .or(() -> container.addresses().values().stream().findFirst());
    }

    private static Optional<String> reasons(Container container) {
        Optional<ManagementPort> port = management(container);
        if (port.isEmpty()) {
            return Optional.empty();
        }
        try {
            ManagementPort.Answer answer = port.get().health();
            String reasons =
                    Json.read(answer.body()).get("reasons").elements().stream()
                            .map(reason ->
                                    reason.get("need").text("?")
                                            + ": "
                                            + reason.get("reason").text("?"))
                            .collect(Collectors.joining("; "));
            return answer.ok() || reasons.isEmpty()
                    ? Optional.empty()
                    : Optional.of("not healthy: " + reasons);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
