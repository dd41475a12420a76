package croft.edge.exchange;

import croft.edge.cache.Candidate;
import croft.edge.cache.Decision;
import croft.edge.cache.Reuse;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.limit.Verdict;
import croft.edge.route.Route;
import croft.edge.route.Routes;
import croft.edge.upstream.Upstreams;
import croft.platform.declaration.ByteSize;
import croft.platform.declaration.HostName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where every request of one event loop comes in: decides by its host who answers. Plain HTTP is
/// redirected to HTTPS, but for an authority's question, which is answered here; an alias to its
/// site; a host that this connection's certificate is not good for, or that no site has, gets 421.
public final class Frontier implements Exchanges {
    private final Supplier<Routes> routes;
    private final Upstreams upstreams;
    private final int publicHttpsPort;
    private final Ledger ledger;
    private final SharedCache cache;
    private final Predicate<InetAddress> mayPurge;
    private final KeyAuthorizations authorizations;

    /// The frontier of one event loop.
    ///
    /// @param upstreams of the same loop
    /// @param publicHttpsPort the port that redirects to HTTPS name; 443 is left out
    /// @param mayPurge whether a `PURGE` from an address is obeyed
    /// @param authorizations what authorities are answered
    public Frontier(
            Supplier<Routes> routes,
            Upstreams upstreams,
            int publicHttpsPort,
            Ledger ledger,
            SharedCache cache,
            Predicate<InetAddress> mayPurge,
            KeyAuthorizations authorizations) {
        this.routes = routes;
        this.upstreams = upstreams;
        this.publicHttpsPort = publicHttpsPort;
        this.ledger = ledger;
        this.cache = cache;
        this.mayPurge = mayPurge;
        this.authorizations = authorizations;
    }

    @Override
    public Exchange begin(RequestHead head, Client from) {
        ledger.traffic().begun();
        RequestId id = RequestId.next();
        Client client = from.connection().guest().isProxy() ? Relayed.of(from, head) : from;
        Verdict verdict = client.connection().guest().request();
        if (!verdict.isWelcome()) {
            client.notes().routed(id.number(), null);
            return turnAway(verdict, head, client, id, ledger);
        }
        if (!head.secure()) {
            String token = Proof.token(head);
            if (token != null) {
                Proof proof = new Proof(head, client, id, ledger, () -> routed(head, client, id));
                proof.begin(authorizations.find(token));
                return proof;
            }
        }
        return routed(head, client, id);
    }

    private Exchange routed(RequestHead head, Client client, RequestId id) {
        String host = head.authority().host();
        Route route = routes.get().find(host);
        return switch (route) {
            case Route.Unknown _ -> refuse(head, client, id);
            case Route.Alias(HostName site) when head.secure() && covers(client, host) ->
                    redirect(
                            head,
                            client,
                            location(site.value(), head.authority().port(), head.target()));
            case Route.Alias _, Route.Forward _ when !head.secure() ->
                    redirect(
                            head,
                            client,
                            location(plainTarget(route, host), publicHttpsPort, head.target()));
            case Route.Forward forward when covers(client, host) -> {
                client.notes().routed(id.number(), forward.site());
                yield forward(forward, head, client, id);
            }
            case Route.Alias _, Route.Forward _ -> refuse(head, client, id);
        };
    }

    private Exchange forward(Route.Forward route, RequestHead head, Client client, RequestId id) {
        Optional<ByteSize> perDay = route.limits().bandwidthPerDay();
        return perDay.isEmpty()
                ? unmetered(route, head, client, id)
                : Metered.begin(
                        head,
                        client,
                        client.connection()
                                .guest()
                                .limits()
                                .bandwidth()
                                .of(route.site(), perDay.get()),
                        (asked, metered) -> unmetered(route, asked, metered, id));
    }

    private Exchange unmetered(Route.Forward route, RequestHead head, Client client, RequestId id) {
        if (head.method().equals("PURGE")) {
            return purge(head, client, id);
        }
        Optional<Decision.Pass<Candidate>> past = Reuse.past(head, route.cache());
        if (past.isEmpty()) {
            Visit visit = new Visit(cache, ledger, route, head, client, id, upstreams);
            visit.begin();
            return visit;
        }
        Verdict verdict = client.connection().guest().backend(head.target(), route.limits());
        if (!verdict.isWelcome()) {
            return turnAway(verdict, head, client, id, ledger);
        }
        cache.counters().of(route.site()).passed();
        Aside aside =
                new Aside(
                        cache,
                        route,
                        head,
                        past.get().reason(),
                        past.get().detail(),
                        ledger.clock());
        Passage passage =
                new Passage(route, Negotiated.withOurTags(head), client, id, ledger, aside);
        passage.begin(upstreams);
        return passage;
    }

    /// Never passed on: a backend that obeys it would let strangers in by this door.
    private Exchange purge(RequestHead head, Client client, RequestId id) {
        if (!mayPurge.test(client.connection().peer())) {
            answer(head, client, ErrorPage.NOT_ALLOWED, id, new Fields(), ledger);
            return new Answered(client);
        }
        PurgeRequest purge = new PurgeRequest(cache, head, client, ledger);
        purge.begin();
        return purge;
    }

    /// Straight to the site for an alias, so that a visitor is redirected once.
    private static String plainTarget(Route route, String host) {
        return route instanceof Route.Alias(HostName site) ? site.value() : host;
    }

    private static boolean covers(Client client, String host) {
        return client.connection().covers().test(host);
    }

    private static String location(String host, int port, String target) {
        String path = target.equals("*") ? "/" : target;
        return "https://" + host + (port < 0 || port == 443 ? "" : ":" + port) + path;
    }

    private Exchange refuse(RequestHead head, Client client, RequestId id) {
        client.notes().routed(id.number(), null);
        answer(head, client, ErrorPage.MISDIRECTED, id, new Fields(), ledger);
        return new Answered(client);
    }

    private Exchange redirect(RequestHead head, Client client, String location) {
        Instant now = ledger.clock().instant();
        Fields fields =
                new Fields()
                        .add("date", HttpDate.of(now))
                        .add("location", location)
                        .add("content-length", "0");
        if (head.secure()) {
            fields.add("strict-transport-security", ClientFields.STRICT_TRANSPORT_SECURITY);
        }
        ledger.traffic().responded(308);
        client.respond(new ResponseHead(308, fields, Body.NONE));
        return new Answered(client);
    }

    /// Answers a request that its client's limits forbid.
    static Exchange turnAway(
            Verdict verdict, RequestHead head, Client client, RequestId id, Ledger ledger) {
        switch (verdict) {
            case Verdict.Welcome _ -> throw new IllegalArgumentException("turned away: a welcome");
            case Verdict.Denied _ ->
                    answer(head, client, ErrorPage.DENIED, id, new Fields(), ledger);
            case Verdict.Full _ ->
                    answer(
                            head,
                            client,
                            ErrorPage.FULL,
                            id,
                            new Fields().add("retry-after", "5"),
                            ledger);
            case Verdict.Later(long seconds) ->
                    answer(
                            head,
                            client,
                            ErrorPage.TOO_MANY,
                            id,
                            new Fields().add("retry-after", Long.toString(seconds)),
                            ledger);
        }
        return new Answered(client);
    }

    /// Answers with a page of our own.
    static void answer(
            RequestHead head,
            Client client,
            ErrorPage page,
            RequestId id,
            Fields more,
            Ledger ledger) {
        byte[] body = page.body(id);
        ResponseHead response = page.head(id, body.length, ledger.clock().instant());
        more.forEach(response.fields()::add);
        ledger.traffic().responded(page.status());
        if (head.method().equals("HEAD")) {
            client.respond(new ResponseHead(page.status(), response.fields(), Body.NONE));
        } else {
            client.respond(response);
            client.data(Unpooled.wrappedBuffer(body), true);
        }
    }

    /// What exchanges share: where they are counted, and the clock.
    public record Ledger(Traffic traffic, BackendHealth health, InstantSource clock) {}

    /// An exchange that is answered already; what is still received of its request is dropped.
    private record Answered(Client client) implements Exchange {
        @Override
        public void data(ByteBuf data, boolean last) {
            data.release();
        }

        @Override
        public void trailers(Fields fields) {}

        @Override
        public void writable() {}

        @Override
        public void gone() {}
    }
}
