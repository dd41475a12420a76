package croft.chat.mattermost.paper;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// One connection that speaks HTTP: one request after the other, until it becomes a WebSocket.
final class Visit extends SimpleChannelInboundHandler<HttpObject> {
    private static final int LARGEST_FRAME = 8 * 1024;
    private static final int PORTION = 32 * 1024;

    private final Visitors visitors;
    private final ExecutorService threads;
    private @Nullable Arriving body;

    Visit(Visitors visitors, ExecutorService threads) {
        this.visitors = visitors;
        this.threads = threads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpRequest request) {
            if (upgrades(request)) {
                upgrade(context, request);
                return;
            }
            begin(context.channel(), request);
        }
        if (message instanceof HttpContent content && body != null) {
            body.add(ByteBufUtil.getBytes(content.content()));
            if (message instanceof LastHttpContent) {
                body.end(true);
                body = null;
            }
        }
    }

    private static boolean upgrades(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }

    private void begin(Channel channel, HttpRequest request) {
        if (HttpUtil.is100ContinueExpected(request)) {
            channel.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        Arriving arriving = new Arriving(more -> channel.config().setAutoRead(more));
        body = arriving;
        Map<String, String> headers = Call.lower(request.headers().entries());
        String method = request.method().name();
        String uri = request.uri();
        boolean stays = HttpUtil.isKeepAlive(request);
        threads.execute(() -> {
            try {
                send(
                        channel,
                        visitors.answer(method, uri, headers, arriving),
                        stays,
                        method.equals("HEAD"));
                arriving.close();
            } catch (IOException e) {
                channel.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                channel.close();
            }
        });
    }

    private static void send(Channel channel, Reply reply, boolean stays, boolean bare)
            throws IOException, InterruptedException {
        HttpResponse head =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
        reply.headers().forEach((name, value) -> head.headers().set(name, value));
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.length());
        if (!stays) {
            head.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        channel.write(head);
        ChannelFuture last = bare ? null : stream(channel, reply);
        if (last == null) {
            last = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        if (!stays) {
            last.addListener(ChannelFutureListener.CLOSE);
        }
        written(last);
    }

    /// Sends the body, its last portion as the end of all: a client that has counted the octets
    /// sends its next request, which is not to be answered before this answer has ended.
    private static @Nullable ChannelFuture stream(Channel channel, Reply reply)
            throws IOException, InterruptedException {
        try (InputStream in = reply.body()) {
            long left = reply.length();
            byte[] portion = new byte[PORTION];
            while (left > 0) {
                int read = in.read(portion, 0, (int) Math.min(portion.length, left));
                if (read < 0) {
                    throw new IOException("a body that is shorter than it says");
                }
                left -= read;
                ByteBuf octets = Unpooled.copiedBuffer(portion, 0, read);
                if (left == 0) {
                    return channel.writeAndFlush(new DefaultLastHttpContent(octets));
                }
                written(channel.writeAndFlush(new DefaultHttpContent(octets)));
            }
        }
        return null;
    }

    private static void written(ChannelFuture future) throws IOException, InterruptedException {
        future.await();
        if (!future.isSuccess()) {
            throw new IOException("the client went away", future.cause());
        }
    }

    private void upgrade(ChannelHandlerContext context, HttpRequest request) {
        Optional<Visitors.Talk> talk =
                visitors.talk(request.uri(), Call.lower(request.headers().entries()));
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(
                                "ws://localhost" + request.uri(), null, false, LARGEST_FRAME)
                        .newHandshaker(request);
        if (talk.isEmpty() || handshaker == null) {
            context.writeAndFlush(
                            new DefaultFullHttpResponse(
                                    HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Channel channel = context.channel();
        Frames frames = new Frames(talk.get(), threads);
        channel.pipeline().addLast("frames", frames);
        FullHttpRequest whole =
                new DefaultFullHttpRequest(
                        request.protocolVersion(), request.method(), request.uri());
        whole.headers().set(request.headers());
        handshaker
                .handshake(channel, whole)
                .addListener(done -> {
                    channel.pipeline().remove(this);
                    if (done.isSuccess()) {
                        frames.start(channel);
                    } else {
                        channel.close();
                    }
                });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (body != null) {
            body.end(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
