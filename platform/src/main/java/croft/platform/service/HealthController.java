package croft.platform.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;

/// `/health`: whether the process lives and whether it can do its work.
@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
    private final List<Readiness> needs;

    HealthController(List<Readiness> needs) {
        this.needs = List.copyOf(needs);
    }

    @Get
    HttpResponse<Health> health() {
        return readiness();
    }

    @Get("/liveness")
    HttpResponse<Health> liveness() {
        return HttpResponse.ok(new Health("UP", List.of()));
    }

    @Get("/readiness")
    HttpResponse<Health> readiness() {
        List<Reason> reasons =
                needs.stream()
                        .flatMap(need ->
                                missing(need).map(why -> new Reason(need.name(), why)).stream())
                        .toList();
        return reasons.isEmpty()
                ? liveness()
                : HttpResponse.<Health>status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(new Health("DOWN", reasons));
    }

    private static Optional<String> missing(Readiness need) {
        try {
            return need.missing();
        } catch (RuntimeException e) {
            return Optional.of("could not be checked: " + e);
        }
    }

    /// The answer; `reasons` is left out when there are none.
    @Serdeable
    record Health(
            String status, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Reason> reasons) {}

    /// What is missing, and why.
    @Serdeable
    record Reason(String need, String reason) {}
}
