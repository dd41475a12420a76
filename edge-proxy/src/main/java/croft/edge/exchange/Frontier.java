package croft.edge.exchange;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.route.Route;
import croft.edge.route.Routes;
import croft.edge.upstream.Upstreams;
import croft.platform.declaration.HostName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Where every request of one event loop comes in: decides by its host who answers. Plain HTTP is
/// redirected to HTTPS; an alias to its site; a host that this connection's certificate is not good
/// for, or that no site has, gets 421.
public final class Frontier implements Exchanges {
    /// One year, as every checker expects (RFC 6797 §6.1.1). Sub-domains are not ours to bind.
    static final String STRICT_TRANSPORT_SECURITY = "max-age=31536000";

    private final Supplier<Routes> routes;
    private final Upstreams upstreams;
    private final int publicHttpsPort;
    private final Ledger ledger;

    /// The frontier of one event loop.
    ///
    /// @param upstreams of the same loop
    /// @param publicHttpsPort the port that redirects to HTTPS name; 443 is left out
    public Frontier(
            Supplier<Routes> routes, Upstreams upstreams, int publicHttpsPort, Ledger ledger) {
        this.routes = routes;
        this.upstreams = upstreams;
        this.publicHttpsPort = publicHttpsPort;
        this.ledger = ledger;
    }

    @Override
    public Exchange begin(RequestHead head, Client client) {
        ledger.traffic().begun();
        RequestId id = RequestId.next();
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
                Passage passage = new Passage(forward, head, client, id, ledger);
                passage.begin(upstreams);
                yield passage;
            }
            case Route.Alias _, Route.Forward _ -> refuse(head, client, id);
        };
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
            fields.add("strict-transport-security", STRICT_TRANSPORT_SECURITY);
        }
        ledger.traffic().responded(308);
        client.respond(new ResponseHead(308, fields, Body.NONE));
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
