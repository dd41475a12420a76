package croft.edge.limit;

import croft.edge.http.AddressText;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The client's address in `X-Forwarded-For`. Each proxy adds, at the end, the address that it was
/// called from. So the field is read from its end, as long as those named are proxies that are
/// trusted; the first that is not is the client, and what stands before it the client may have made
/// up.
final class ForwardedFor {
    /// More proxies than anybody has in a row.
    private static final int MOST_HOPS = 16;

    private ForwardedFor() {}

    /// Follows the fields from their end to the client.
    ///
    /// @param fields in their order
    /// @param peer who sent them, and is trusted
    /// @return the client, or, where the field stops making sense, the last proxy before
    static InetAddress read(List<String> fields, InetAddress peer, Addresses trusted) {
        InetAddress known = peer;
        int hops = 0;
        for (String field : fields.reversed()) {
            int end = field.length();
            while (end >= 0) {
                int comma = field.lastIndexOf(',', end - 1);
                InetAddress hop = address(field.substring(comma + 1, end).strip());
                if (hop == null || ++hops > MOST_HOPS) {
                    return known;
                }
                known = hop;
                if (!trusted.contains(hop)) {
                    return known;
                }
                end = comma;
            }
        }
        return known;
    }

    /// An address, perhaps with a port, as some proxies write it.
    private static @Nullable InetAddress address(String text) {
        String host = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                return null;
            }
            host = text.substring(1, end);
        } else if (text.indexOf('.') > 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            int colon = text.indexOf(':');
            host = colon < 0 ? text : text.substring(0, colon);
        }
        return AddressText.parse(host);
    }
}
