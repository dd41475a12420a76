package croft.chat.mattermost.paper;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// One connection that is a WebSocket by now.
final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int WRITE_SECONDS = 30;

    private final Visitors.Talk talk;
    private final ExecutorService threads;

    Frames(Visitors.Talk talk, ExecutorService threads) {
        this.talk = talk;
        this.threads = threads;
    }

    void start(Channel channel) {
        threads.execute(() -> {
            try {
                talk.run(new Wire(channel));
            } catch (IOException _) {
                // The client went away.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                channel.close();
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> talk.hear(text.text());
            case PingWebSocketFrame ping ->
                    context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case PongWebSocketFrame _ -> talk.hear("");
            case CloseWebSocketFrame close ->
                    context.writeAndFlush(close.retain()).addListener(_ -> context.close());
            default -> context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        talk.over();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private record Wire(Channel channel) implements Line {
        @Override
        public void send(String text) throws IOException, InterruptedException {
            written(channel.writeAndFlush(new TextWebSocketFrame(text)));
        }

        @Override
        public void ping() throws IOException, InterruptedException {
            written(channel.writeAndFlush(new PingWebSocketFrame()));
        }

        private static void written(ChannelFuture future) throws IOException, InterruptedException {
            if (!future.await(WRITE_SECONDS, TimeUnit.SECONDS) || !future.isSuccess()) {
                throw new IOException("the client does not take it", future.cause());
            }
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
