package croft.chat.mattermost.paper;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run of the server: what is lost when it ends.
final class Running implements Visitors {
    private static final String API = "/api/v4";

    private final Settings settings;
    private final Database database;
    private final Hub hub;
    private final PendingPosts pending;
    private final Posting posting;
    private final Reading reading;
    private final Routes api = new Routes();
    private final Routes outside = new Routes();
    private final Callback callback;
    private final Troubles troubles;
    private final Optional<RateLimit> limit;
    private final List<String> requests;
    private volatile String self = "";

    Running(
            Settings settings,
            Database database,
            Gates gates,
            Troubles troubles,
            List<String> log) {
        this.settings = settings;
        this.database = database;
        this.troubles = troubles;
        requests = log;
        hub = new Hub(settings, database);
        pending = new PendingPosts(settings);
        posting = new Posting(settings, database, hub, pending, gates);
        reading = new Reading(settings, database);
        limit =
                settings.on("RateLimitSettings.Enable")
                        ? Optional.of(
                                new RateLimit(
                                        (int) settings.number("RateLimitSettings.PerSec"),
                                        (int) settings.number("RateLimitSettings.MaxBurst"),
                                        settings.clock()))
                        : Optional.empty();
        new SystemApi(settings, database, reading).addTo(api);
        new PeopleApi(settings, database).addTo(api);
        new PlacesApi(settings, database, hub).addTo(api);
        new PostsApi(database, posting, reading).addTo(api);
        new FilesApi(settings, database).addTo(api);
        new HooksApi(settings, database, posting).addTo(api, outside);
        callback = new Callback(settings);
        Triggers triggers = new Triggers(settings);
        new CommandsApi(settings, database, hub, posting, callback, triggers, this::site)
                .addTo(api, outside);
        new ActionsApi(settings, database, hub, posting, callback, triggers).addTo(api);
    }

    /// Where it is reached, for a `SiteURL` that is `auto`.
    void at(String url) {
        self = url;
    }

    private String site() {
        String site = settings.text("ServiceSettings.SiteURL");
        return site.equals("auto") ? self : site;
    }

    Hub hub() {
        return hub;
    }

    Posting posting() {
        return posting;
    }

    Reading reading() {
        return reading;
    }

    /// As a process that ends.
    void end() {
        hub.close();
        pending.clear();
        callback.close();
    }

    @Override
    public Reply answer(String method, String uri, Map<String, String> headers, InputStream body)
            throws IOException, InterruptedException {
        QueryStringDecoder decoder = new QueryStringDecoder(uri);
        String path = decoder.path();
        synchronized (requests) {
            requests.add(method + " " + uri);
        }
        Optional<Reply> trouble = troubles.before(method + " " + path);
        if (trouble.isPresent()) {
            return trouble.get();
        }
        RateLimit.@Nullable Standing standing = limit.map(one -> one.take("loopback")).orElse(null);
        if (standing != null && standing.limited()) {
            return standing.refusal();
        }
        Call call =
                new Call(
                        method,
                        path,
                        decoder.parameters(),
                        headers,
                        Map.of(),
                        body,
                        session(headers));
        Reply reply = route(call);
        Map<String, String> always =
                new LinkedHashMap<>(
                        Map.of("X-Request-Id", Id.next(), "X-Version-Id", hub.version()));
        if (standing != null) {
            always.putAll(standing.headers());
        }
        Reply whole = reply.with(always);
        return troubles.after(method + " " + path).orElse(whole);
    }

    private Reply route(Call call) throws IOException, InterruptedException {
        try {
            if (call.target().startsWith(API + "/")) {
                Call inside =
                        new Call(
                                call.method(),
                                call.target().substring(API.length()),
                                call.query(),
                                call.headers(),
                                call.path(),
                                call.body(),
                                call.caller());
                return api.answer(inside)
                        .orElseThrow(() ->
                                Denied.notFound(
                                        "api.context.404.app_error",
                                        "Sorry, we could not find the page."));
            }
            return outside.answer(call)
                    .orElseThrow(() ->
                            Denied.notFound(
                                    "api.context.404.app_error",
                                    "Sorry, we could not find the page."));
        } catch (Denied e) {
            return Reply.json(e.status(), e.body());
        }
    }

    /// Who has the token that is sent: as `Bearer` or `token`, or in the cookie that browsers have.
    private Optional<Session> session(Map<String, String> headers) {
        String authorization = headers.getOrDefault("authorization", "");
        String secret = "";
        for (String scheme : List.of("bearer ", "token ")) {
            if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
                secret = authorization.substring(scheme.length()).strip();
            }
        }
        for (String cookie : headers.getOrDefault("cookie", "").split(";", -1)) {
            if (secret.isEmpty() && cookie.strip().startsWith("MMAUTHTOKEN=")) {
                secret = cookie.strip().substring("MMAUTHTOKEN=".length());
            }
        }
        return session(secret);
    }

    Optional<Session> session(String secret) {
        synchronized (database) {
            Token token = database.tokens.get(secret);
            if (token == null || token.revoked()) {
                return Optional.empty();
            }
            Account account = database.accounts.get(token.account());
            return account == null || account.deletedAt() != 0
                    ? Optional.empty()
                    : Optional.of(new Session(account, token));
        }
    }

    @Override
    public Optional<Talk> talk(String uri, Map<String, String> headers) {
        QueryStringDecoder decoder = new QueryStringDecoder(uri);
        if (!decoder.path().matches(API + "/(users/)?websocket/?")) {
            return Optional.empty();
        }
        Map<String, List<String>> query = decoder.parameters();
        return Optional.of(
                new Connection(
                        settings,
                        this,
                        database,
                        session(headers),
                        first(query, "connection_id"),
                        first(query, "sequence_number")));
    }

    private static String first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, new ArrayList<>(List.of(""))).getFirst();
    }
}
