package croft.edge.exchange;

import croft.edge.http.ConnectionFields;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Set;

/// What a backend is told of the client, and what the client claims about that itself and is not
/// believed.
final class Forwarded {
    /// Claims about the way here: only this edge knows it. With them everything that begins with
    /// `x-forwarded`, as proxies in front of applications also pass on users and paths that way.
    private static final Set<String> CLAIMS =
            Set.of(
                    "forwarded",
                    "x-real-ip",
                    "x-client-ip",
                    "x-cluster-client-ip",
                    "true-client-ip",
                    "x-original-host",
                    "x-original-url",
                    "x-rewrite-url",
                    "x-request-id",
                    "x-host",
                    "x-http-host-override",
                    "x-http-method",
                    "x-http-method-override",
                    "x-method-override",
                    "proxy",
                    "early-data");

    private Forwarded() {}

    /// The fields for the backend: claims taken out, what is known put in.
    static Fields fields(RequestHead head, ConnectionFacts connection, RequestId id) {
        Fields received = head.fields();
        Fields fields = new Fields();
        for (int i = 0; i < received.size(); i++) {
            if (!isClaim(received.name(i))) {
                fields.add(received.name(i), received.value(i));
            }
        }
        String scheme = head.secure() ? "https" : "http";
        String host = head.authority().toString();
        String peer = NetUtil.toAddressString(connection.peer());
        fields.add("x-forwarded-for", peer);
        fields.add("x-real-ip", peer);
        fields.add("x-forwarded-proto", scheme);
        fields.add("x-forwarded-host", host);
        fields.add("x-forwarded-port", Integer.toString(port(head, connection)));
        // RFC 7239 §4 and §6: an IPv6 address is bracketed and quoted, and so is a host with a
        // port.
        fields.add(
                "forwarded",
                "for=" + node(connection.peer(), peer) + ";host=\"" + host + "\";proto=" + scheme);
        fields.add("via", head.version() + " croft");
        fields.add("x-request-id", id.value());
        return fields;
    }

    /// Also with underscores: to an application behind CGI or WSGI both spellings are one. So a
    /// second `content_length` would be the length, and a `transfer_encoding` the coding.
    private static boolean isClaim(String name) {
        if (name.indexOf('_') < 0) {
            return isClaimed(name);
        }
        String plain = name.replace('_', '-');
        return isClaimed(plain)
                || plain.equals("content-length")
                || ConnectionFields.isHopByHop(plain);
    }

    private static boolean isClaimed(String name) {
        return name.startsWith("x-forwarded") || CLAIMS.contains(name);
    }

    private static int port(RequestHead head, ConnectionFacts connection) {
        return head.authority().port() >= 0
                ? head.authority().port()
                : head.secure() ? 443 : connection.secure() ? connection.localPort() : 80;
    }

    private static String node(InetAddress address, String text) {
        return address instanceof Inet6Address ? "\"[" + text + "]\"" : text;
    }
}
