package croft.platform.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A connection over its life: many requests, refusals, limits, the end of the server.
@Timeout(60)
class ConnectionTest {
    private Served server;

    @BeforeEach
    void serve() throws IOException {
        server = new Served(Served.ECHO);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void answersPipelinedRequestsInOrderHoweverManyThereAre() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            requests.append(Served.request("GET", "/" + i));
        }
        try (Wire wire = server.connect()) {
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    wire.send(requests.toString());
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            for (int i = 0; i < 1000; i++) {
                assertThat(wire.reply().text()).isEqualTo("GET /" + i);
            }
            sender.join();
        }
    }

    @Test
    void takesRequestsOctetByOctet() throws IOException {
        try (Wire wire = server.connect()) {
            for (char c : Served.request("GET", "/a").toCharArray()) {
                wire.send(String.valueOf(c));
            }
            assertThat(wire.reply().text()).isEqualTo("GET /a");
        }
    }

    @Test
    void sendsTheHeadAloneWhereOnlyThatIsWanted() throws IOException {
        try (Wire wire = server.connect()) {
            Reply head = wire.send(Served.request("HEAD", "/a")).headReply();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("Content-Length")).isEqualTo("7");
            assertThat(wire.send(Served.request("GET", "/a")).reply().text()).isEqualTo("GET /a");
        }
    }

    @Test
    void endsWhenTheClientWantsIt() throws IOException {
        try (Wire wire = server.connect()) {
            wire.send(Served.request("GET", "/", "Connection: close"));
            assertThat(wire.reply().field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
        try (Wire wire = server.connect()) {
            wire.send("GET /old HTTP/1.0\r\nHost: host.test\r\n\r\n");
            assertThat(wire.reply().text()).isEqualTo("GET /old");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void answersAClientThatHasEndedItsSide() throws IOException {
        try (Wire wire = server.connect()) {
            wire.send(Served.request("GET", "/a") + Served.request("GET", "/b")).endOutput();
            assertThat(wire.reply().text()).isEqualTo("GET /a");
            assertThat(wire.reply().text()).isEqualTo("GET /b");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void endsWhenTheClientSaysNothingForTooLong() throws IOException {
        Limits hasty = Served.limits(10, Duration.ofMillis(200), Duration.ofSeconds(60));
        try (Served impatient = new Served(Served.ECHO, hasty);
                Wire silent = impatient.connect();
                Wire half = impatient.connect()) {
            half.send("GET / HTTP/1.1\r\nHost: si");
            assertThat(silent.isEnded()).isTrue();
            assertThat(half.isEnded()).isTrue();
        }
    }

    @Test
    void refusesMoreConnectionsThanItsLimit() throws IOException {
        Limits few = Served.limits(2, Duration.ofSeconds(60), Duration.ofSeconds(60));
        try (Served small = new Served(Served.ECHO, few);
                Wire first = small.connect();
                Wire second = small.connect()) {
            assertThat(first.send(Served.request("GET", "/")).reply().status()).isEqualTo(200);
            assertThat(second.send(Served.request("GET", "/")).reply().status()).isEqualTo(200);
            try (Wire third = small.connect()) {
                assertThat(third.isEnded()).isTrue();
            }
        }
    }

    @Test
    void finishesAnAnswerWhenTheServerEnds() throws Exception {
        byte[] large = new byte[16 << 20];
        Handler handler =
                _ ->
                        new Reception.Answered(
                                () -> Answer.of(Status.OK, List.of(), new Octets(large)));
        try (Served ending = new Served(handler);
                Wire idle = ending.connect();
                Wire wire = new Wire(ending.address(), 8192)) {
            wire.send(Served.request("GET", "/"));
            assertThat(wire.headReply().status()).isEqualTo(200);
            Thread closing = Thread.ofPlatform().start(ending::close);
            assertThat(idle.isEnded()).isTrue();
            assertThat(wire.in().readNBytes(large.length)).hasSize(large.length);
            assertThat(wire.isEnded()).isTrue();
            closing.join();
            assertThatThrownBy(ending::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void goesOnAfterARefusalThatLeavesNoDoubt() throws IOException {
        Handler handler =
                request ->
                        request.target().equals("/no")
                                ? new Reception.Refused(Handler.plain(Status.NOT_FOUND), false)
                                : Served.ECHO.receive(request);
        try (Served picky = new Served(handler);
                Wire wire = picky.connect()) {
            wire.send(Served.request("POST", "/no", "Content-Length: 3") + "abc");
            Reply no = wire.reply();
            assertThat(no.status()).isEqualTo(404);
            assertThat(no.text()).isEqualTo("404 Not Found\n");
            assertThat(wire.send(Served.request("GET", "/")).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void saysNothingOfWhyAHandlerFailed() throws IOException {
        Handler failing =
                request -> {
                    if (request.target().equals("/at-once")) {
                        throw new IllegalStateException("secret");
                    }
                    return new Reception.Answered(() -> {
                        throw new IllegalStateException("secret");
                    });
                };
        try (Served broken = new Served(failing);
                Wire wire = broken.connect()) {
            Reply later = wire.send(Served.request("GET", "/later")).reply();
            assertThat(later.status()).isEqualTo(500);
            assertThat(later.text()).doesNotContain("secret");
            Reply atOnce = wire.send(Served.request("GET", "/at-once")).reply();
            assertThat(atOnce.status()).isEqualTo(500);
            assertThat(atOnce.text()).doesNotContain("secret");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void givesWhatIsKnownWithoutMakingIt() throws IOException {
        Reception.Making known =
                new Reception.Making() {
                    @Override
                    public Optional<Answer> known() {
                        return Optional.of(Served.text("known"));
                    }

                    @Override
                    public Answer make() {
                        throw new IllegalStateException("is not to be made");
                    }
                };
        try (Served quick = new Served(_ -> new Reception.Answered(known));
                Wire wire = quick.connect()) {
            assertThat(wire.send(Served.request("GET", "/")).reply().text()).isEqualTo("known");
        }
    }
}
