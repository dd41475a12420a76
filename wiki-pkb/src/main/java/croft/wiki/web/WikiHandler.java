package croft.wiki.web;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Handler;
import croft.platform.traffic.Reception;
import croft.platform.traffic.Request;
import croft.platform.traffic.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds out for which wiki a request is. A wiki can only be read.
final class WikiHandler implements Handler {
    private static final Field ALLOW = new Field("Allow", "GET, HEAD");

    private final Supplier<Wikis> wikis;
    private final Responder responder;

    WikiHandler(Supplier<Wikis> wikis, Responder responder) {
        this.wikis = wikis;
        this.responder = responder;
    }

    @Override
    public Reception receive(Request request) {
        Target target = Target.of(request.target());
        if (target instanceof Target.Malformed) {
            return new Reception.Refused(refusal(Status.BAD_REQUEST), true);
        }
        if (!request.isGet() && !request.isHead()) {
            return new Reception.Refused(
                    PlainPage.answer(Status.METHOD_NOT_ALLOWED, List.of(ALLOW)), false);
        }
        long seen = responder.changes(); // before the wiki is looked up
        Optional<Wiki> wiki = wikis.get().find(request.host());
        if (wiki.isEmpty()) {
            return new Reception.Refused(refusal(Status.MISDIRECTED_REQUEST), false);
        }
        Asked asked = new Asked(request, wiki.get(), seen, target);
        return new Reception.Answered(() -> responder.answer(asked));
    }

    @Override
    public Answer refusal(Status status) {
        return PlainPage.answer(status, List.of());
    }
}
