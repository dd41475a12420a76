package croft.platform.service;

import croft.platform.declaration.Mistake;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/status`: what this service is, what it was told, and how it stands. Behind [OperatorFilter].
@Controller("/status")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatusController {
    private final ServiceIdentity identity;
    private final LiveDeclaration declaration;
    private final Optional<StatusDetail> detail;

    StatusController(
            ServiceIdentity identity, LiveDeclaration declaration, Optional<StatusDetail> detail) {
        this.identity = identity;
        this.declaration = declaration;
        this.detail = detail;
    }

    @Get
    Status status() {
        LiveDeclaration.State state = declaration.state();
        return new Status(
                identity.name(),
                identity.version(),
                ProcessHandle.current().pid(),
                identity.since(),
                new DeclarationStatus(
                        state.file(),
                        state.digest(),
                        state.loaded(),
                        state.mistakes().stream().map(Mistake::toString).toList()),
                detail.map(StatusDetail::detail).orElse(Map.of()));
    }

    /// The answer, as `docs/contracts/environment.md` describes it.
    @Serdeable
    record Status(
            String service,
            String version,
            long pid,
            Instant since,
            DeclarationStatus declaration,
            Object detail) {}

    /// What runs, and what keeps the file from running.
    @Serdeable
    record DeclarationStatus(String file, String digest, Instant loaded, List<String> mistakes) {}
}
