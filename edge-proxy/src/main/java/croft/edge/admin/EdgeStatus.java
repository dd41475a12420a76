package croft.edge.admin;

import croft.edge.exchange.BackendHealth;
import croft.edge.limit.Limits;
import croft.edge.limit.Refusals.Reason;
import croft.edge.limit.SiteBandwidth;
import croft.edge.listener.Doors;
import croft.edge.listener.Listener;
import croft.edge.logfile.LineWriter;
import croft.edge.serving.ServingProof;
import croft.edge.tls.Certificates;
import croft.edge.tls.HeldCertificate;
import croft.edge.tls.Presented;
import croft.platform.declaration.ByteSize;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.StatusDetail;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the edge says of itself in `/status`: every site with the certificate that it presents now.
public record EdgeStatus(
        LiveDeclaration declaration,
        Certificates certificates,
        BackendHealth backends,
        Listener listener,
        LineWriter log,
        Limits limits,
        ServingProof serving,
        Doors doors)
        implements StatusDetail {
    @Override
    public Object detail() {
        Declaration current = declaration.current();
        return new Detail(
                serving.edge(),
                current.sites().stream().map(this::site).toList(),
                doors.http(),
                doors.https(),
                listener.connections(),
                Stream.of(Reason.values())
                        .map(reason -> new TurnedAway(reason.word(), limits.refusals().of(reason)))
                        .filter(count -> count.count() > 0)
                        .toList(),
                new LogStatus(
                        log.to().toString(),
                        log.written(),
                        log.dropped(),
                        log.problem().orElse(null)));
    }

    private SiteStatus site(Site site) {
        return new SiteStatus(
                site.host().value(),
                site.aliases().stream().map(HostName::value).toList(),
                switch (site.serving()) {
                    case Serving.Folder(_, String asDeclared, _) -> "static " + asDeclared;
                    case Serving.Releases(var project, _, _, _) -> "releases of " + project;
                    case Serving.Previews(var project, _) -> "previews of " + project;
                    case Serving.Wiki(_, String asDeclared, _) -> "wiki " + asDeclared;
                    case Serving.Proxy(var origin) -> "proxy " + origin;
                    case Serving.Chat(var name, _) -> "chat " + name;
                    case Serving.Pastes(var chat) -> "pastes of " + chat;
                },
                presented(site.host()).map(this::certificate).orElse(null),
                switch (site.serving()) {
                    case Serving.Static _, Serving.Wiki _, Serving.Pastes _ -> null;
                    case Serving.Proxy(var origin) -> backends.problem(origin).orElse(null);
                    case Serving.Chat(_, var origin) -> backends.problem(origin).orElse(null);
                },
                site.limits()
                        .bandwidthPerDay()
                        .map(perDay -> bandwidth(site, perDay))
                        .orElse(null));
    }

    private BandwidthStatus bandwidth(Site site, ByteSize perDay) {
        SiteBandwidth bandwidth = limits.bandwidth().of(site.host(), perDay);
        return new BandwidthStatus(bandwidth.sent(), bandwidth.budget(), bandwidth.isSlow());
    }

    private Optional<HeldCertificate> presented(HostName host) {
        Presented presented = certificates.find(host.value());
        return Optional.ofNullable(presented).map(Presented::certificate);
    }

    private SiteCertificate certificate(HeldCertificate certificate) {
        return new SiteCertificate(
                certificate.serial(),
                certificate.notAfter(),
                serving.of(certificate)
                        .map(seen -> new ServedStatus(seen.serial(), seen.at()))
                        .orElse(null));
    }

    /// The detail of the contract.
    ///
    /// @param edge its name among several
    /// @param connections open now
    /// @param turnedAway since the edge began, by reason
    @Serdeable
    record Detail(
            String edge,
            List<SiteStatus> sites,
            int http,
            int https,
            int connections,
            List<TurnedAway> turnedAway,
            LogStatus accessLog) {}

    /// How often somebody was turned away for one reason.
    @Serdeable
    record TurnedAway(String reason, long count) {}

    /// The access log.
    ///
    /// @param to where it goes, as croft.yml says it
    /// @param written lines, since the edge began
    /// @param dropped lines that are lost
    /// @param problem why lines cannot be written now; null if they can
    @Serdeable
    record LogStatus(String to, long written, long dropped, @Nullable String problem) {}

    /// One site.
    ///
    /// @param certificate presented now; null while there is none
    /// @param problem why the backend's last answer failed; null if it did not
    /// @param bandwidth of this day; null if the site has no budget
    @Serdeable
    record SiteStatus(
            String host,
            List<String> aliases,
            String serves,
            @Nullable SiteCertificate certificate,
            @Nullable String problem,
            @Nullable BandwidthStatus bandwidth) {}

    /// What a site has sent since midnight UTC.
    ///
    /// @param slow whether little is left, and what is sent has to wait for its turn
    @Serdeable
    record BandwidthStatus(long sent, long budget, boolean slow) {}

    /// A site's certificate.
    ///
    /// @param serial lower-case hexadecimal
    /// @param served what a visitor was shown last; null if nothing was shown
    @Serdeable
    record SiteCertificate(String serial, Instant notAfter, @Nullable ServedStatus served) {}

    /// What a handshake of the edge with itself showed.
    ///
    /// @param serial lower-case hexadecimal
    @Serdeable
    record ServedStatus(String serial, Instant at) {}

    /// A certificate that is presented.
    ///
    /// @param serial lower-case hexadecimal
    @Serdeable
    record CertificateStatus(String serial, Instant notAfter) {
        static CertificateStatus of(HeldCertificate certificate) {
            return new CertificateStatus(certificate.serial(), certificate.notAfter());
        }
    }
}
