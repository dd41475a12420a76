package croft.edge.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which fields belong to one connection and never travel further (RFC 9110 §7.6.1), and which may
/// travel as trailers.
public final class ConnectionFields {
    /// What `Connection` may not name away: whom a request is for, who sent it, and how the message
    /// is to be understood. A client could otherwise make the backend see less than the edge wrote.
    private static final Set<String> KEPT =
            Set.of(
                    "host",
                    "authorization",
                    "cookie",
                    "set-cookie",
                    "forwarded",
                    "via",
                    "x-real-ip",
                    "x-request-id",
                    "content-length",
                    "content-type",
                    "content-encoding",
                    "content-range",
                    "cache-control",
                    "date",
                    "location",
                    "origin",
                    "vary");

    /// RFC 9110 §6.5.1: a trailer field may only be merged where its definition allows it. These
    /// are defined so; all others are dropped.
    private static final Set<String> TRAILERS =
            Set.of(
                    "server-timing",
                    "digest",
                    "content-digest",
                    "repr-digest",
                    "grpc-status",
                    "grpc-message",
                    "grpc-status-details-bin");

    private ConnectionFields() {}

    /// Whether a field of this name, in lower case, is for the next hop only.
    public static boolean isHopByHop(String name) {
        return switch (name) {
            case "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authentication-info",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings" ->
                    true;
            default -> false;
        };
    }

    /// Removes the fields that the `Connection` field named, but those that it may not name.
    ///
    /// @param options the values of the `Connection` fields
    static void removeListed(Fields fields, List<String> options) {
        for (String value : options) {
            for (String option : value.split(",", -1)) {
                String name = option.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !KEPT.contains(name) && !name.startsWith("x-forwarded-")) {
                    fields.remove(name);
                }
            }
        }
    }

    /// Whether one of these comma-separated lists holds `member`, in whatever case.
    static boolean listed(List<String> values, String member) {
        for (String value : values) {
            if (value.equalsIgnoreCase(member)) {
                return true;
            }
            if (value.indexOf(',') >= 0) {
                for (String option : value.split(",", -1)) {
                    if (option.strip().equalsIgnoreCase(member)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Those of these trailer fields that may be passed on.
    public static Fields allowedTrailers(Fields trailers) {
        Fields allowed = new Fields();
        for (int i = 0; i < trailers.size(); i++) {
            if (TRAILERS.contains(trailers.name(i))) {
                allowed.add(trailers.name(i), trailers.value(i));
            }
        }
        return allowed;
    }
}
