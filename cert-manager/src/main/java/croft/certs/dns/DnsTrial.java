package croft.certs.dns;

import croft.platform.declaration.DnsProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One try of a provider and its credentials: a harmless record is written, seen at every server of
/// the zone, and deleted. What an order would do, without an order.
public final class DnsTrial {
    private final DnsDrivers drivers;
    private final Visibility visibility;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public DnsTrial(DnsDrivers drivers, Visibility visibility, InstantSource clock) {
        this.drivers = drivers;
        this.visibility = visibility;
        this.clock = clock;
    }

    /// Runs it; what was written is deleted, whatever happens between. Blocks.
    ///
    /// @param zone that the record is written to, or a name in it; of acme-dns the account's full
    ///   name
    /// @param limit for the record to be seen, and for it to be gone
    /// @param report told of each step when it has ended
    /// @throws IllegalArgumentException if `zone` is no name
    public Result run(DnsProvider provider, String zone, Duration limit, Consumer<Step> report) {
        String name = Labels.plain(zone);
        Labels.check("zone", name);
        Trial trial =
                new Trial(provider, drivers.of(provider), owner(provider, name), limit, report);
        trial.run();
        return new Result(provider.toString(), name, trial.owner, trial.steps);
    }

    /// A name that nobody has, except at acme-dns, where there is but one.
    private String owner(DnsProvider provider, String zone) {
        return provider.kind() == DnsProvider.Kind.ACME_DNS
                ? zone
                : "_croft-test-" + hex(5) + "." + zone;
    }

    private String hex(int octets) {
        byte[] some = new byte[octets];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    /// One run and what it has brought so far.
    private final class Trial {
        private final DnsProvider provider;
        private final DnsDriver driver;
        private final String owner;
        private final Duration limit;
        private final Consumer<Step> report;
        private final List<Step> steps = new ArrayList<>();

        Trial(
                DnsProvider provider,
                DnsDriver driver,
                String owner,
                Duration limit,
                Consumer<Step> report) {
            this.provider = provider;
            this.driver = driver;
            this.owner = owner;
            this.limit = limit;
            this.report = report;
        }

        void run() {
            if (provider.kind() == DnsProvider.Kind.MANUAL) {
                end(
                        new Step(
                                "write",
                                false,
                                Duration.ZERO,
                                "nothing to try: you write the records yourself",
                                Optional.of("Name a provider that has an interface.")));
                return;
            }
            Optional<String> zone = step("find the zone", () -> driver.zoneOf(owner));
            if (zone.isEmpty()) {
                return;
            }
            TxtRecord record = new TxtRecord(zone.get(), owner, "croft-test-" + hex(8));
            Optional<DnsTrouble> trouble = write(record);
            if (trouble.isEmpty()) {
                look("see it", record, true);
            }
            // A write without an answer may have been done.
            if (trouble.isEmpty() || trouble.get().again()) {
                delete(record, trouble.isEmpty());
            }
        }

        private Optional<DnsTrouble> write(TxtRecord record) {
            Instant begin = clock.instant();
            try {
                Optional<String> id = driver.add(record);
                passed(
                        "write",
                        begin,
                        record + id.map(text -> " (id " + Quoted.of(text) + ")").orElse(""));
                return Optional.empty();
            } catch (DnsTrouble e) {
                failed("write", begin, e);
                return Optional.of(e);
            }
        }

        private void look(String what, TxtRecord record, boolean there) {
            Instant begin = clock.instant();
            try {
                Visibility.Seen seen =
                        there
                                ? visibility.waitFor(
                                        owner, record.value(), provider.authoritative(), limit)
                                : visibility.waitUntilGone(
                                        owner, record.value(), provider.authoritative(), limit);
                boolean passed = there ? seen.isEverywhere() : seen.isNowhere();
                end(
                        new Step(
                                what,
                                passed,
                                since(begin),
                                seen.toString(),
                                passed
                                        ? Optional.empty()
                                        : Optional.of(
                                                "Look why these servers are behind: whether they"
                                                        + " are told of changes, and whether the"
                                                        + " provider serves this zone at all.")));
            } catch (DnsTrouble e) {
                failed(what, begin, e);
            }
        }

        private void delete(TxtRecord record, boolean wasWritten) {
            if (provider.kind() == DnsProvider.Kind.ACME_DNS) {
                passed(
                        "delete",
                        clock.instant(),
                        "not possible at acme-dns; later values take its place");
                return;
            }
            Optional<String> deleted =
                    step(
                            "delete",
                            () -> {
                                driver.remove(record, Optional.empty());
                                return record.toString();
                            });
            if (deleted.isPresent() && wasWritten) {
                look("see it gone", record, false);
            }
        }

        private Optional<String> step(String what, DnsDrivers.Work<String> work) {
            Instant begin = clock.instant();
            try {
                String said = work.run();
                passed(what, begin, said);
                return Optional.of(said);
            } catch (DnsTrouble e) {
                failed(what, begin, e);
                return Optional.empty();
            }
        }

        private void passed(String what, Instant begin, String said) {
            end(new Step(what, true, since(begin), said, Optional.empty()));
        }

        private void failed(String what, Instant begin, DnsTrouble trouble) {
            end(
                    new Step(
                            what,
                            false,
                            since(begin),
                            String.valueOf(trouble.getMessage()),
                            Optional.of(trouble.remedy())));
        }

        private void end(Step step) {
            steps.add(step);
            report.accept(step);
        }

        private Duration since(Instant begin) {
            return Duration.between(begin, clock.instant());
        }
    }

    /// What came of it.
    ///
    /// @param provider as in croft.yml
    /// @param owner of the record
    /// @param steps in order; those after a failed one may be missing
    public record Result(String provider, String zone, String owner, List<Step> steps) {
        public Result {
            steps = List.copyOf(steps);
        }

        public boolean isPassed() {
            return steps.stream().allMatch(Step::passed);
        }
    }

    /// One step.
    ///
    /// @param what `find the zone`, `write`, `see it`, `delete` or `see it gone`
    /// @param said what came back, or what went wrong
    public record Step(
            String what, boolean passed, Duration took, String said, Optional<String> remedy) {}
}
