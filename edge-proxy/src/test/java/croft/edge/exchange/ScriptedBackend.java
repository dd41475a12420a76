package croft.edge.exchange;

import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.upstream.Answer;
import croft.edge.upstream.Call;
import croft.edge.upstream.Upstreams;
import croft.platform.declaration.Origin;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A backend by hand: remembers the request, and answers when the test says so.
final class ScriptedBackend implements Upstreams, Call {
    final StringBuilder received = new StringBuilder();
    @Nullable Origin origin;
    @Nullable RequestHead request;
    boolean requestEnded;
    boolean paused;
    boolean cancelled;

    private @Nullable Answer answer;

    Answer answer() {
        if (answer == null) {
            throw new AssertionError("no request came");
        }
        return answer;
    }

    RequestHead request() {
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    @Override
    public Call send(Origin to, RequestHead head, Answer whenAnswered) {
        origin = to;
        request = head;
        answer = whenAnswered;
        return this;
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        received.append(data.toString(StandardCharsets.UTF_8));
        data.release();
        requestEnded = last;
    }

    @Override
    public void trailers(Fields fields) {
        requestEnded = true;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
