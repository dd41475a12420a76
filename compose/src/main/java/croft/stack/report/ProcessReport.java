package croft.stack.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One process of a running stack, as its launcher sees it.
///
/// @param kind what it is to the stack
/// @param pid of the process that runs; empty while there is none
/// @param begun when the system started that process: with the pid, its identity
/// @param managementPort of a service that runs
/// @param restarts how often it was started again since `up`
/// @param problem why it is not up, or why it last ended
public record ProcessReport(
        String name,
        Kind kind,
        State state,
        Optional<Long> pid,
        Optional<Instant> begun,
        OptionalInt managementPort,
        int restarts,
        Instant since,
        Optional<String> problem) {

    /// What a process is to the stack.
    public enum Kind {
        DATABASE,
        SERVICE,
        /// One of the operator's own, from the Procfile.
        APPLICATION
    }

    /// Where a process is in its life.
    public enum State {
        /// Not begun yet, or begun and not ready.
        STARTING,
        UP,
        /// Runs, and says of itself that it cannot do its work.
        UNHEALTHY,
        /// Ended; will be started again after a delay.
        WAITING,
        /// Ended, and not started again before the next `up`.
        GIVEN_UP,
        STOPPED
    }

    Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", name);
        json.put("kind", Words.of(kind));
        json.put("state", Words.of(state));
        json.put("pid", pid.orElse(null));
        json.put("begun", begun.map(Instant::toString).orElse(null));
        json.put("managementPort", managementPort.isPresent() ? managementPort.getAsInt() : null);
        json.put("restarts", restarts);
        json.put("since", since.toString());
        json.put("problem", problem.orElse(null));
        return json;
    }

    static ProcessReport fromJson(Json json) {
        long pid = json.get("pid").number(0);
        int port = (int) json.get("managementPort").number(0);
        String begun = json.get("begun").text("");
        String problem = json.get("problem").text("");
        return new ProcessReport(
                json.get("name").text("?"),
                Words.in(Kind.class, json.get("kind").text("")),
                Words.in(State.class, json.get("state").text("")),
                pid == 0 ? Optional.empty() : Optional.of(pid),
                begun.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(begun)),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                (int) json.get("restarts").number(0),
                Instant.parse(json.get("since").text("1970-01-01T00:00:00Z")),
                problem.isEmpty() ? Optional.empty() : Optional.of(problem));
    }
}
