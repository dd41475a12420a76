package croft.edge.upstream;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Writes down what it is told: `103`, `200`, `"body"`, `end`, `failed …`, one word each.
final class RecordedAnswer implements Answer {
    final StringBuilder record = new StringBuilder();
    final AtomicInteger sent = new AtomicInteger();
    final AtomicLong received = new AtomicLong();
    final CompletableFuture<String> done = new CompletableFuture<>();
    final CompletableFuture<ResponseHead> head = new CompletableFuture<>();

    @Override
    public void informed(ResponseHead informed) {
        record.append(informed.status()).append(' ');
    }

    @Override
    public void responded(ResponseHead responded) {
        record.append(responded.status()).append(' ');
        head.complete(responded);
        if (responded.body() instanceof Body.None) {
            end("end");
        }
    }

    @Override
    public void switched(ResponseHead switched) {
        record.append("switched ");
        head.complete(switched);
    }

    @Override
    public void data(ByteBuf data, boolean last) {
        received.addAndGet(data.readableBytes());
        if (received.get() < 10_000) {
            record.append(data.toString(StandardCharsets.ISO_8859_1));
        }
        data.release();
        if (last) {
            end(" end");
        }
    }

    @Override
    public void trailers(Fields fields) {
        end(" " + fields.toString().strip());
    }

    @Override
    public void sent(int octets) {
        sent.addAndGet(octets);
    }

    @Override
    public void failed(Failure failure) {
        end("failed " + failure.kind().token() + (failure.retryable() ? " retryable" : ""));
    }

    private void end(String how) {
        if (done.isDone()) {
            throw new IllegalStateException("told after the end: " + how);
        }
        done.complete(record.append(how).toString());
    }

    String await() throws Exception {
        return done.get(20, TimeUnit.SECONDS);
    }
}
