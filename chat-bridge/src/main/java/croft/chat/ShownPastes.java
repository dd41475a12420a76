package croft.chat;

import croft.chat.ledger.LedgerAway;
import croft.chat.ledger.Pastes;
import croft.chat.ledger.Pastes.Paste;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.ServiceEnvironment;
import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Handler;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Reception;
import croft.platform.traffic.Request;
import croft.platform.traffic.Status;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sites with `pastes`: messages that are too long for IRC, to be read by their links. Nobody
/// keeps a copy, so that what is taken back is gone, and search engines are told to stay away.
@Context
@Requires(beans = ServiceEnvironment.class)
final class ShownPastes implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ShownPastes.class);
    private static final Pattern PATH =
            Pattern.compile("/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\\.txt)?");

    private final Pastes pastes;

    ShownPastes(LiveDeclaration declaration, Pastes pastes, TrafficPort port) {
        this.pastes = pastes;
        declaration.onChange(now ->
                port.sites(
                        now.sites().stream()
                                .filter(site -> site.serving() instanceof Serving.Pastes)
                                .map(Site::host)
                                .collect(Collectors.toMap(host -> host.value(), _ -> this))));
    }

    @Override
    public Reception receive(Request request) {
        if (!request.isGet() && !request.isHead()) {
            return new Reception.Refused(Handler.plain(Status.METHOD_NOT_ALLOWED), false);
        }
        var path = PATH.matcher(request.path());
        if (!path.matches()) {
            return new Reception.Refused(Handler.plain(Status.NOT_FOUND), false);
        }
        UUID key = UUID.fromString(path.group(1));
        boolean raw = path.group(2) != null;
        return new Reception.Answered(() -> answer(key, raw));
    }

    private Answer answer(UUID key, boolean raw) {
        Optional<Paste> paste;
        try {
            paste = pastes.read(key);
        } catch (LedgerAway e) {
            LOG.warn("a long text cannot be shown: {}", e.getMessage());
            return Handler.plain(Status.UNAVAILABLE);
        }
        return paste.map(found ->
                        raw
                                ? page("text/plain; charset=utf-8", found.markdown())
                                : page(
                                        "text/html; charset=utf-8",
                                        PastePage.html(found, key + ".txt")))
                .orElseGet(() -> Handler.plain(Status.NOT_FOUND));
    }

    private static Answer page(String type, String text) {
        return Answer.of(
                Status.OK,
                List.of(
                        new Field("Content-Type", type),
                        new Field("Cache-Control", "no-store"),
                        new Field("X-Robots-Tag", "noindex, nofollow"),
                        new Field("X-Content-Type-Options", "nosniff"),
                        new Field("Referrer-Policy", "no-referrer"),
                        new Field(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                                        + " form-action 'none'; frame-ancestors 'none'")),
                Octets.of(text));
    }
}
