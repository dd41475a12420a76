package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Handler;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Recent;
import croft.platform.traffic.Reception;
import croft.platform.traffic.Request;
import croft.platform.traffic.Status;
import croft.site.content.Target;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out for which site a request is, and who answers it: the site's files and rules, or the
/// [Desk].
final class SiteHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(SiteHandler.class);

    private final int forwarded;
    private final Supplier<ServedSites> sites;
    private final Responder responder;
    private final Desk desk;
    private final Recollection recollection;
    private final Recent<Target> targets = new Recent<>(Target::of);

    /// @param forwarded octets of a body that is passed on
    SiteHandler(
            int forwarded,
            Supplier<ServedSites> sites,
            Responder responder,
            Desk desk,
            Recollection recollection) {
        this.forwarded = forwarded;
        this.sites = sites;
        this.responder = responder;
        this.desk = desk;
        this.recollection = recollection;
    }

    @Override
    public Reception receive(Request request) {
        Optional<ServedSite> site = sites.get().find(request.host());
        if (site.filter(s -> desk.takes(s, request.target())).isPresent()) {
            return new Reception.Streamed(body -> atDesk(Visit.of(site.get(), request, body)));
        }
        // RFC 9110 §9.3.7: of the server as a whole
        boolean star = request.method().equals("OPTIONS") && request.target().equals("*");
        String raw = star ? "/" : request.target();
        Target target = targets.of(raw);
        if (target instanceof Target.Malformed) {
            return new Reception.Refused(refusal(Status.BAD_REQUEST), true);
        }
        if (site.isEmpty()) {
            return new Reception.Refused(refusal(Status.MISDIRECTED_REQUEST), false);
        }
        Asked asked = new Asked(request, site.get(), raw, target, Octets.NONE);
        return request.hasBody() && !site.get().policy().forwardTo().isEmpty()
                ? new Reception.Collected(forwarded, body -> responder.answer(asked.withBody(body)))
                : new Reception.Answered(new Remembered(asked));
    }

    @Override
    public Answer refusal(Status status) {
        return StatusPages.plain(status);
    }

    private Answer atDesk(Visit visit) {
        try {
            return desk.answer(visit).answer();
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", visit.method(), visit.target(), e);
            return new DeskAnswer(
                            Status.INTERNAL_ERROR,
                            "{\"error\": \"the server made a mistake; its log says more\"}\n")
                    .answer();
        }
    }

    /// What may have been answered a moment ago.
    private final class Remembered implements Reception.Making {
        private final Asked asked;

        Remembered(Asked asked) {
            this.asked = asked;
        }

        @Override
        public Optional<Answer> known() {
            return recollection.of(asked);
        }

        @Override
        public Answer make() {
            long changes = recollection.changes();
            Optional<Object> version = Recollection.version(asked);
            Answer answer = responder.answer(asked);
            recollection.told(asked, answer, changes, version);
            return answer;
        }
    }
}
