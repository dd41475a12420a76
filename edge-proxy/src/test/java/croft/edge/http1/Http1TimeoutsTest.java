package croft.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ConnectionFacts;
import croft.edge.http.Http1Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Time limits, on a clock that the test moves.
class Http1TimeoutsTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final ScriptedExchanges exchanges = new ScriptedExchanges();
    private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();

    Http1TimeoutsTest() {
        channel.pipeline()
                .addLast(
                        Http1Connection.create(
                                new ConnectionFacts(
                                        channel.eventLoop(),
                                        InetAddress.getLoopbackAddress(),
                                        443,
                                        false,
                                        _ -> true),
                                exchanges,
                                Http1Limits.DEFAULT,
                                Http1Timeouts.DEFAULT));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void closesAConnectionOnWhichNothingComes() {
        pass(14);
        assertThat(channel.isOpen()).isTrue();
        pass(6);
        assertThat(channel.isOpen()).isFalse();
        assertThat(written()).isEmpty();
    }

    @Test
    void endsAHeadThatTricklesIn() {
        receive("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 7; i++) {
            pass(3);
            receive("a: b\r\n");
        }
        assertThat(written())
                .startsWith("HTTP/1.1 408 Request Timeout")
                .contains("connection: close");
        pass(12);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void keepsAnIdleConnectionForLonger() {
        receive("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(written()).endsWith("hello");
        pass(74);
        assertThat(channel.isOpen()).isTrue();
        pass(6);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void endsABodyThatStopsButNotOneThatGoesOn() {
        receive("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n");
        for (int i = 0; i < 10; i++) {
            pass(50);
            receive("x".repeat(14_400));
        }
        assertThat(exchanges.gone.get()).isZero();
        pass(66);
        assertThat(exchanges.gone.get()).isEqualTo(1);
        assertThat(written()).startsWith("HTTP/1.1 408 Request Timeout");
    }

    @Test
    void endsABodyThatDrips() {
        receive("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n");
        for (int i = 0; i < 14; i++) {
            pass(5);
            receive("x".repeat(1_000));
        }
        assertThat(exchanges.gone.get()).isEqualTo(1);
        assertThat(written()).startsWith("HTTP/1.1 408 Request Timeout");
    }

    @Test
    void doesNotLingerForWhoGoesOnSending() {
        receive("BAD\r\n\r\n");
        for (int i = 0; i < 14; i++) {
            assertThat(channel.isOpen()).isTrue();
            pass(2);
            receive("x");
        }
        pass(5);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsForTheExchangeAsLongAsItTakes() {
        receive("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
        pass(3600);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void doesNotBlameTheClientForASlowExchange() {
        receive("POST /keep HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
        receive("x".repeat(300_000));
        pass(600);
        assertThat(exchanges.gone.get()).isZero();
    }

    @Test
    void endsATunnelThatIsSilent() {
        receive(
                "GET /tunnel HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");
        pass(590);
        receive("x");
        pass(590);
        assertThat(channel.isOpen()).isTrue();
        pass(20);
        assertThat(channel.isOpen()).isFalse();
        assertThat(exchanges.gone.get()).isEqualTo(1);
    }

    private void receive(String text) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        }
    }

    private String written() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            text.append(out.toString(StandardCharsets.ISO_8859_1));
            out.release();
        }
        return text.toString();
    }

    /// Lets seconds pass, one after the other.
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            ticker.advance(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
    }
}
