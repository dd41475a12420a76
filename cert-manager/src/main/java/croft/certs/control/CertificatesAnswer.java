package croft.certs.control;

import croft.certs.export.ExportState;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The answer to `GET /control/certificates`, as docs/contracts/environment.md describes it.
@Serdeable
record CertificatesAnswer(
        Instant at, @Nullable String problem, List<Entry> certificates, List<Export> exports) {
    static CertificatesAnswer of(Overview overview) {
        return new CertificatesAnswer(
                overview.at(),
                overview.problem().orElse(null),
                overview.certificates().stream().map(c -> Entry.of(c, overview.at())).toList(),
                overview.exports().stream().map(Export::of).toList());
    }

    /// One wanted certificate.
    @Serdeable
    record Entry(
            String name,
            List<String> names,
            String variant,
            String state,
            String authority,
            @Nullable String method,
            @Nullable String profile,
            @Nullable String serial,
            @Nullable String issuer,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            @Nullable Instant servingSince,
            @Nullable Next next,
            @Nullable Trouble trouble,
            @Nullable Slack slack,
            String alarm,
            List<String> waitsFor) {
        static Entry of(CertificateEntry entry, Instant now) {
            CertificateEntry.Held held = entry.held().orElse(null);
            return new Entry(
                    entry.names().texts().getFirst(),
                    entry.names().texts(),
                    entry.rsa() ? "rsa" : "main",
                    state(entry, now),
                    entry.authority(),
                    entry.method().orElse(null),
                    entry.profile().orElse(null),
                    held == null ? null : held.serial(),
                    held == null ? null : held.issuer(),
                    held == null ? null : held.notBefore(),
                    held == null ? null : held.notAfter(),
                    held == null ? null : held.servingSince().orElse(null),
                    entry.next().map(next -> new Next(next.at(), next.why())).orElse(null),
                    entry.trouble().map(Trouble::of).orElse(null),
                    entry.slack(now)
                            .map(slack -> new Slack(slack.left().toSeconds(), slack.share()))
                            .orElse(null),
                    entry.alarm().word(),
                    entry.waitsFor());
        }

        private static String state(CertificateEntry entry, Instant now) {
            if (entry.held().isEmpty()) {
                return "missing";
            }
            if (!now.isBefore(entry.held().get().notAfter())) {
                return "expired";
            }
            return entry.trouble().isPresent() ? "failing" : "held";
        }
    }

    /// When it is tried next.
    @Serdeable
    record Next(Instant at, String why) {}

    /// Why the last try failed.
    @Serdeable
    record Trouble(String said, String remedy, @Nullable Instant since, int attempts) {
        static Trouble of(CertificateEntry.Trouble trouble) {
            return new Trouble(
                    trouble.said(),
                    trouble.remedy(),
                    trouble.since().orElse(null),
                    trouble.attempts());
        }
    }

    /// How much time there is to notice.
    @Serdeable
    record Slack(long seconds, double share) {}

    /// One declared export.
    @Serdeable
    record Export(
            String host,
            String folder,
            String format,
            @Nullable Instant written,
            @Nullable String trouble,
            @Nullable String remedy,
            @Nullable Instant again) {
        static Export of(ExportState state) {
            ExportState.Trouble trouble = state.trouble().orElse(null);
            return new Export(
                    state.export().host().value(),
                    state.export().folder().toString(),
                    state.export().format().name().toLowerCase(Locale.ROOT),
                    state.written().orElse(null),
                    trouble == null ? null : trouble.said(),
                    trouble == null ? null : trouble.remedy(),
                    trouble == null ? null : trouble.again());
        }
    }
}
