package croft.stack.cli;

import croft.stack.docker.ContainerStack;
import croft.stack.docker.ContainerUse;
import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a status tells of containers beside what it tells of processes.
///
/// @param use what each takes; empty if the stack runs without containers
/// @param fullVolumes a line for each
/// @param json what the engine knows, for programs
record Containers(
        List<ContainerUse> use, List<String> fullVolumes, List<Map<String, Object>> json) {
    static final Containers NONE = new Containers(List.of(), List.of(), List.of());

    Containers {
        use = List.copyOf(use);
        fullVolumes = List.copyOf(fullVolumes);
        json = List.copyOf(json);
    }

    /// Those of a stack; none if it runs without.
    static Containers of(RunningStack stack) throws IOException, InterruptedException, CannotStart {
        if (stack.containers().isEmpty()) {
            return NONE;
        }
        ContainerStack containers = stack.containers().get();
        List<ContainerUse> use = containers.use();
        return new Containers(use, containers.fullVolumes(), containers.toJson(use));
    }

    Optional<ContainerUse> of(String service) {
        return use.stream().filter(one -> one.service().equals(service)).findFirst();
    }
}
