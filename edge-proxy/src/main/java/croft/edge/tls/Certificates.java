package croft.edge.tls;

import croft.platform.declaration.HostName;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The certificates in use, by name and by address. Event loops read an immutable map; `replace`
/// builds the next one and swaps it. Connections keep the context that they began with.
public final class Certificates {
    public static final String H2 = "h2";
    public static final String HTTP_1_1 = "http/1.1";

    private final TicketKeys tickets;
    private volatile Table table = new Table(Map.of(), Map.of(), null, List.of());

    public Certificates(Instant now) {
        tickets = new TicketKeys(now);
    }

    /// The main certificate for a name, lower case; null where there is none.
    public @Nullable Presented find(String name) {
        Offer offer = table.forName(name);
        return offer == null ? null : offer.main();
    }

    /// The certificate that answers a client: that of the name that it asks for; where it asks for
    /// none, that of the address that it has called.
    ///
    /// @param called this end of the connection
    @Nullable Presented find(ClientHello hello, @Nullable SocketAddress called) {
        String name = hello.serverName();
        Offer offer = name == null ? table.forAddress(called) : table.forName(name);
        return offer == null ? null : offer.to(hello);
    }

    /// All that are in use, in the order in which they were given.
    public List<HeldCertificate> held() {
        return table.all.stream().map(Presented::certificate).toList();
    }

    /// Takes these into use instead of the present ones. A certificate already in use keeps its
    /// context; one that cannot be presented, such as one whose key does not fit, leaves its
    /// predecessor for the same names in use.
    ///
    /// @return what is wrong with those that cannot be presented
    public synchronized List<String> replace(List<HeldCertificate> certificates) {
        Map<String, Offer> byName = new HashMap<>();
        Map<InetAddress, Offer> byAddress = new HashMap<>();
        List<Presented> all = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (HeldCertificate certificate : certificates) {
            Presented presented = inUse(certificate);
            if (presented == null) {
                try {
                    presented = new Presented(certificate, context(certificate));
                } catch (SSLException | IllegalArgumentException e) {
                    refusals.add(certificate + ": " + e.getMessage());
                    presented = predecessor(certificate);
                }
            }
            if (presented != null) {
                Presented offered = presented;
                all.add(offered);
                for (HostName name : certificate.names()) {
                    byName.compute(name.value(), (_, before) -> Offer.with(before, offered));
                }
                for (CertifiedAddress each : certificate.addresses()) {
                    byAddress.compute(each.address(), (_, before) -> Offer.with(before, offered));
                }
            }
        }
        table =
                new Table(
                        Map.copyOf(byName),
                        Map.copyOf(byAddress),
                        only(all, byAddress),
                        List.copyOf(all));
        return refusals;
    }

    /// Renews the keys of session tickets when it is time; called every few minutes.
    public synchronized void rotateTicketKeys(Instant now) {
        if (tickets.rotate(now)) {
            table.all.forEach(presented -> useTickets(presented.context()));
        }
    }

    /// What is offered for addresses, if it is the same for all of them.
    private static @Nullable Offer only(List<Presented> all, Map<InetAddress, Offer> byAddress) {
        List<List<CertifiedAddress>> sets =
                all.stream()
                        .map(presented -> presented.certificate().addresses())
                        .filter(addresses -> !addresses.isEmpty())
                        .distinct()
                        .toList();
        return sets.size() == 1 ? byAddress.get(sets.getFirst().getFirst().address()) : null;
    }

    private @Nullable Presented inUse(HeldCertificate certificate) {
        for (Presented presented : table.all) {
            if (certificate.replaces(presented.certificate())
                    && presented.certificate().chain().equals(certificate.chain())) {
                return presented;
            }
        }
        return null;
    }

    private @Nullable Presented predecessor(HeldCertificate certificate) {
        for (Presented presented : table.all) {
            if (certificate.replaces(presented.certificate())) {
                return presented;
            }
        }
        return null;
    }

    private SslContext context(HeldCertificate certificate) throws SSLException {
        SslContext context = ServerContext.of(certificate, H2, HTTP_1_1);
        useTickets(context);
        return context;
    }

    private void useTickets(SslContext context) {
        ((OpenSslSessionContext) context.sessionContext()).setTicketKeys(tickets.current());
    }

    /// What is in use at one time.
    ///
    /// @param onlyAddresses what everybody gets who asks for no name, where the called address is
    ///   not a certificate's: behind a translation of addresses it never is
    private record Table(
            Map<String, Offer> byName,
            Map<InetAddress, Offer> byAddress,
            @Nullable Offer onlyAddresses,
            List<Presented> all) {
        @Nullable Offer forName(String name) {
            Offer exact = byName.get(name);
            if (exact != null) {
                return exact;
            }
            int dot = name.indexOf('.');
            return dot <= 0 ? null : byName.get("*" + name.substring(dot));
        }

        @Nullable Offer forAddress(@Nullable SocketAddress called) {
            Offer exact =
                    called instanceof InetSocketAddress at && !byAddress.isEmpty()
                            ? byAddress.get(at.getAddress())
                            : null;
            return exact == null ? onlyAddresses : exact;
        }
    }
}
