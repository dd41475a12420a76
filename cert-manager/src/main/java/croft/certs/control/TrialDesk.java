package croft.certs.control;

import croft.certs.dns.DnsTrial;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.HostName;
import java.time.Duration;
import java.util.function.Consumer;

/// Trials with the drivers that orders use.
public final class TrialDesk implements DnsDesk {
    /// Slow providers take a minute or two; who looks on should not wait for longer.
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final DnsTrial trial;

    /// Of these drivers.
    public TrialDesk(DnsTrial trial) {
        this.trial = trial;
    }

    @Override
    public void test(DnsProvider provider, HostName zone, Consumer<Step> report) {
        var _ =
                trial.run(
                        provider,
                        zone.value(),
                        LIMIT,
                        step ->
                                report.accept(
                                        new Step(
                                                step.what(),
                                                step.passed(),
                                                step.took(),
                                                step.said(),
                                                step.remedy())));
    }
}
