package croft.stack.docker;

import croft.stack.report.Json;
import croft.stack.report.Octets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One container as the engine describes it (`docker inspect`).
///
/// @param service what Compose calls it
/// @param exitCode of a container that has ended
/// @param outOfMemory whether the kernel ended it for taking more than its limit
/// @param restarts how often the engine has started it again
/// @param pid 0 while it does not run
/// @param addresses by network
/// @param published ports of the container with those of the machine, such as `8443/tcp`
/// @param image as it was named when the container was made
/// @param memoryLimit in octets; 0: none
/// @param patience how long it may take from its start until it is clear that it is not well
/// @param lastCheck what the last health check said
/// @param volumes folders that volumes are mounted on
record Container(
        String id,
        String name,
        String service,
        Phase phase,
        Health health,
        int exitCode,
        boolean outOfMemory,
        int restarts,
        long pid,
        Optional<Instant> started,
        Map<String, String> addresses,
        Map<String, List<Published>> published,
        Map<String, String> environment,
        String image,
        String imageId,
        String workingFolder,
        long memoryLimit,
        Duration patience,
        String lastCheck,
        List<String> volumes) {
    /// A little more than the engine takes to notice by itself.
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final long SIGKILL = 137;

    /// Where a container is in its life.
    enum Phase {
        CREATED,
        RUNNING,
        RESTARTING,
        PAUSED,
        ENDED
    }

    /// What its health check says.
    enum Health {
        /// It has none.
        UNKNOWN,
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    /// Where on the machine a port is published.
    record Published(String address, int port) {}

    boolean isUp() {
        return phase == Phase.RUNNING && (health == Health.HEALTHY || health == Health.UNKNOWN);
    }

    /// One that does something once, and has done it.
    boolean isDone() {
        return phase == Phase.ENDED && exitCode == 0;
    }

    /// Why it is not up, as far as the engine knows.
    Optional<String> problem() {
        return switch (phase) {
            case CREATED -> Optional.of("made, and never started");
            case PAUSED -> Optional.of("paused");
            case RESTARTING -> Optional.of("starts again and again: " + ending());
            case ENDED -> exitCode == 0 ? Optional.of("stopped") : Optional.of(ending());
            case RUNNING ->
                    switch (health) {
                        case UNHEALTHY ->
                                Optional.of(
                                        "not healthy"
                                                + (lastCheck.isEmpty() ? "" : ": " + lastCheck));
                        case STARTING -> Optional.of("starting");
                        case HEALTHY, UNKNOWN -> Optional.empty();
                    };
        };
    }

    private String ending() {
        if (outOfMemory) {
            return "ended for taking more memory than its limit"
                    + (memoryLimit == 0 ? "" : ", " + Octets.of(memoryLimit));
        }
        return exitCode == SIGKILL ? "killed (137)" : "ended with " + exitCode;
    }

    static Container of(Json json) {
        Json state = json.get("State");
        Json config = json.get("Config");
        Json labels = config.get("Labels");
        Json host = json.get("HostConfig");
        return new Container(
                json.get("Id").text(""),
                json.get("Name").text("?").replaceFirst("^/", ""),
                labels.get("com.docker.compose.service").text("?"),
                phase(state.get("Status").text("")),
                health(state.get("Health").get("Status").text("")),
                (int) state.get("ExitCode").number(0),
                state.get("OOMKilled").isTrue(),
                (int) json.get("RestartCount").number(0),
                state.get("Pid").number(0),
                instant(state.get("StartedAt").text("")),
                addresses(json.get("NetworkSettings").get("Networks")),
                published(host.get("PortBindings")),
                environment(config.get("Env")),
                config.get("Image").text(""),
                json.get("Image").text(""),
                labels.get("com.docker.compose.project.working_dir").text(""),
                host.get("Memory").number(0),
                patience(config.get("Healthcheck")),
                lastCheck(state.get("Health").get("Log").elements()),
                json.get("Mounts").elements().stream()
                        .filter(mount -> mount.get("Type").text("").equals("volume"))
                        .map(mount -> mount.get("Destination").text("/"))
                        .toList());
    }

    private static Phase phase(String status) {
        return switch (status) {
            case "running" -> Phase.RUNNING;
            case "restarting" -> Phase.RESTARTING;
            case "paused" -> Phase.PAUSED;
            case "created" -> Phase.CREATED;
            default -> Phase.ENDED;
        };
    }

    private static Health health(String status) {
        return switch (status) {
            case "starting" -> Health.STARTING;
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.UNKNOWN;
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(time -> time.getEpochSecond() > 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> addresses(Json networks) {
        var addresses = new LinkedHashMap<String, String>();
        if (networks.raw() instanceof Map<?, ?> map) {
            for (Object network : map.keySet()) {
                String name = String.valueOf(network);
                String address = networks.get(name).get("IPAddress").text("");
                if (!address.isEmpty()) {
                    addresses.put(name, address);
                }
            }
        }
        return addresses;
    }

    private static Map<String, List<Published>> published(Json bindings) {
        var published = new LinkedHashMap<String, List<Published>>();
        if (bindings.raw() instanceof Map<?, ?> map) {
            for (Object key : map.keySet()) {
                var places = new ArrayList<Published>();
                for (Json place : bindings.get(String.valueOf(key)).elements()) {
                    number(place.get("HostPort").raw())
                            .ifPresent(port ->
                                    places.add(new Published(place.get("HostIp").text(""), port)));
                }
                published.put(String.valueOf(key), List.copyOf(places));
            }
        }
        return published;
    }

    private static Optional<Integer> number(@Nullable Object text) {
        return text instanceof String digits && digits.matches("\\d{1,5}")
                ? Optional.of(Integer.valueOf(digits))
                : Optional.empty();
    }

    private static Map<String, String> environment(Json lines) {
        var environment = new LinkedHashMap<String, String>();
        for (Json line : lines.elements()) {
            String text = line.text("");
            int end = text.indexOf('=');
            if (end > 0) {
                environment.put(text.substring(0, end), text.substring(end + 1));
            }
        }
        return environment;
    }

    private static Duration patience(Json check) {
        long nanos =
                check.get("StartPeriod").number(0)
                        + Math.max(1, check.get("Retries").number(3))
                                * (check.get("Interval").number(0)
                                        + check.get("Timeout").number(0));
        return Duration.ofNanos(nanos).plus(GRACE);
    }

    private static String lastCheck(List<Json> log) {
        return log.isEmpty()
                ? ""
                : log.getLast()
                        .get("Output")
                        .text("")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse("");
    }
}
