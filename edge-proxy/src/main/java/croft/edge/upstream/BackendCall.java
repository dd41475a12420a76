package croft.edge.upstream;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One request, from its sending to the end of its answer: first without a connection, when it
/// keeps what is given of its body (bounded by whoever gives it, as none is reported as sent), then
/// on one, perhaps on a second one if the first had been closed by the backend.
final class BackendCall implements Call {
    private final RequestHead head;
    private final Answer answer;
    private final OriginConnections origin;

    /// When it began to wait; nanoseconds of the loop's ticker.
    private final long since;

    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>(0);
    private boolean earlyLast;
    private @Nullable Fields earlyTrailers;
    private @Nullable BackendConnection connection;
    private boolean paused;
    private boolean retried;
    private boolean over;

    BackendCall(RequestHead head, Answer answer, OriginConnections origin, long since) {
        this.head = head;
        this.answer = answer;
        this.origin = origin;
        this.since = since;
    }

    RequestHead head() {
        return head;
    }

    long since() {
        return since;
    }

    boolean isOver() {
        return over;
    }

    /// What to tell; nothing may be told when it is over.
    Answer answer() {
        return answer;
    }

    /// Goes on with the connection that it was given.
    void on(BackendConnection given) {
        connection = given;
        if (paused) {
            given.read(false);
        }
        while (!early.isEmpty() && connection == given) {
            ByteBuf data = early.remove();
            given.send(data, earlyLast && earlyTrailers == null && early.isEmpty());
        }
        if (connection != given) {
            return;
        }
        if (earlyTrailers != null) {
            given.send(earlyTrailers);
        }
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        if (over) {
            data.release();
        } else if (connection == null) {
            early.add(data);
            earlyLast |= last;
        } else {
            connection.send(data, last);
        }
    }

    @Override
    public void trailers(Fields fields) {
        if (over) {
            return;
        }
        if (connection == null) {
            earlyTrailers = fields;
        } else {
            connection.send(fields);
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (connection != null) {
            connection.read(false);
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (connection != null) {
            connection.read(true);
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        BackendConnection used = connection;
        end();
        if (used == null) {
            origin.forget(this);
        } else {
            used.abandon();
        }
    }

    /// The answer is complete, or has failed, or nobody wants it.
    void end() {
        over = true;
        connection = null;
        early.forEach(ByteBuf::release);
        early.clear();
    }

    void fail(Failure failure) {
        if (!over) {
            end();
            answer.failed(failure);
        }
    }

    /// Whether it may be sent a second time, the backend having closed the kept connection that it
    /// was sent on without an octet in answer (RFC 9110 §9.2.2, RFC 9112 §9.3.1).
    boolean mayRetry() {
        return !retried
                && head.body() instanceof Body.None
                && switch (head.method()) {
                    case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
                    default -> false;
                };
    }

    void retry() {
        retried = true;
        connection = null;
        origin.openFor(this);
    }
}
