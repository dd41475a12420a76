package croft.edge.tls;

import croft.platform.declaration.HostName;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The certificates in use, by name. Event loops read an immutable map; `replace` builds the next
/// one and swaps it. Connections keep the context that they began with.
public final class Certificates {
    public static final String H2 = "h2";
    public static final String HTTP_1_1 = "http/1.1";

    /// Post-quantum first; the classical ones for clients that do not have it yet.
    private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};

    /// TLS 1.2 with forward secrecy and authenticated encryption only (RFC 9325 §4.2). Those of TLS
    /// 1.3 are BoringSSL's.
    private static final List<String> CIPHERS =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final TicketKeys tickets;
    private volatile Table table = new Table(Map.of(), List.of());

    public Certificates(Instant now) {
        tickets = new TicketKeys(now);
    }

    /// The certificate for a name that a client asked for, lower case; null where there is none.
    public @Nullable Presented find(String name) {
        Map<String, Presented> byName = table.byName;
        Presented exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        int dot = name.indexOf('.');
        return dot <= 0 ? null : byName.get("*" + name.substring(dot));
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
        Map<String, Presented> byName = new HashMap<>();
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
                all.add(presented);
                for (HostName name : certificate.names()) {
                    byName.merge(name.value(), presented, Certificates::later);
                }
            }
        }
        table = new Table(Map.copyOf(byName), List.copyOf(all));
        return refusals;
    }

    /// Renews the keys of session tickets when it is time; called every few minutes.
    public synchronized void rotateTicketKeys(Instant now) {
        if (tickets.rotate(now)) {
            table.all.forEach(presented -> useTickets(presented.context()));
        }
    }

    private static Presented later(Presented one, Presented other) {
        return one.certificate().notAfter().isAfter(other.certificate().notAfter()) ? one : other;
    }

    private @Nullable Presented inUse(HeldCertificate certificate) {
        for (Presented presented : table.all) {
            if (presented.certificate().names().equals(certificate.names())
                    && presented.certificate().chain().equals(certificate.chain())) {
                return presented;
            }
        }
        return null;
    }

    private @Nullable Presented predecessor(HeldCertificate certificate) {
        for (Presented presented : table.all) {
            if (presented.certificate().names().equals(certificate.names())) {
                return presented;
            }
        }
        return null;
    }

    private SslContext context(HeldCertificate certificate) throws SSLException {
        KeyCheck.requireKeyOf(certificate);
        SslContext context =
                SslContextBuilder.forServer(
                                certificate.key(),
                                certificate.chain().toArray(X509Certificate[]::new))
                        .sslProvider(SslProvider.OPENSSL)
                        .protocols("TLSv1.3", "TLSv1.2")
                        .ciphers(CIPHERS)
                        .option(OpenSslContextOption.GROUPS, GROUPS)
                        .applicationProtocolConfig(
                                new ApplicationProtocolConfig(
                                        ApplicationProtocolConfig.Protocol.ALPN,
                                        ApplicationProtocolConfig.SelectorFailureBehavior
                                                .NO_ADVERTISE,
                                        ApplicationProtocolConfig.SelectedListenerFailureBehavior
                                                .ACCEPT,
                                        H2,
                                        HTTP_1_1))
                        .build();
        useTickets(context);
        return context;
    }

    private void useTickets(SslContext context) {
        ((OpenSslSessionContext) context.sessionContext()).setTicketKeys(tickets.current());
    }

    private record Table(Map<String, Presented> byName, List<Presented> all) {}
}
