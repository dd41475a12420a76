package croft.edge.log;

import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.Stamp;
import croft.platform.declaration.HostName;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is noted of one exchange, until its end makes a line of it. Made by the connection when the
/// request has come; filled by whoever knows. Everything happens on the connection's event loop,
/// and what is noted after the end is of no consequence.
///
/// Times are nanoseconds of the loop's ticker.
public final class Notes {
    private static final String CACHE_STATUS = "cache-status";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?");

    ConnectionLog connection;
    final @Nullable RequestHead head;
    final long begun;

    long id;
    @Nullable HostName site;
    int status;
    long sent;
    long received;

    /// Until the head of the backend's answer came; -1 if no backend answered.
    long untilBackend = -1;

    @Nullable String cacheStatus;

    /// Why what came is no request.
    @Nullable String fault;

    End end = End.COMPLETE;
    long ended;
    private boolean over;

    /// Begins to note an exchange.
    ///
    /// @param head null if what came is no request
    public Notes(ConnectionLog connection, @Nullable RequestHead head, long begun) {
        this.connection = connection;
        this.head = head;
        this.begun = begun;
    }

    /// The client is a proxy, and asks for somebody else.
    public void onBehalfOf(InetAddress client) {
        connection = connection.of(client);
    }

    /// Who answers.
    ///
    /// @param requestId as people and backends see it, as a number
    /// @param host of the site; null if no site is asked
    public void routed(long requestId, @Nullable HostName host) {
        id = requestId;
        site = host;
    }

    /// The head of a backend's answer has come, for this exchange or for all who waited for it.
    public void backendAnswered(long now) {
        if (untilBackend < 0) {
            untilBackend = Math.max(0, now - begun);
        }
    }

    /// The final response has begun.
    public void responded(ResponseHead response) {
        responded(response.status(), response.fields());
    }

    /// The final response has begun, with a head that was written before.
    public void responded(PreparedHead response, Stamp stamp) {
        responded(response.status(), stamp.fields());
    }

    /// The protocol is switched.
    ///
    /// @param shown the status that the client sees
    public void switched(int shown) {
        status = shown;
    }

    private void responded(int shown, Fields fields) {
        status = shown;
        cacheStatus = ours(fields);
    }

    /// The last member of `Cache-Status` is ours; those of caches behind us come before it.
    private static @Nullable String ours(Fields fields) {
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.name(i).equals(CACHE_STATUS)) {
                return fields.value(i);
            }
        }
        return null;
    }

    /// Octets of the answer's body, or of the switched protocol, went to the client.
    public void sent(long octets) {
        sent += octets;
    }

    /// Octets of the request's body, or of the switched protocol, came from the client.
    public void received(int octets) {
        received += octets;
    }

    /// What came is no request, and was answered so.
    ///
    /// @param shown the status of the answer; 0 if the protocol has a way to refuse without one
    /// @param reason in words; what it quotes of the request may be a secret, and is left out
    public void refused(int shown, String reason) {
        status = shown;
        fault = QUOTED.matcher(reason).replaceAll("...");
    }

    /// The exchange is over: writes its line. Only the first call counts.
    public void ended(End how, long now) {
        if (!over) {
            over = true;
            end = how;
            ended = now;
            connection.write(this);
        }
    }
}
