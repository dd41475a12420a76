package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How requests follow each other on one connection.
@Timeout(60)
class ConnectionTest extends WikiTest {
    @BeforeEach
    void fill() throws IOException {
        wiki.write("home.md", "top");
        for (int i = 0; i < 40; i++) {
            wiki.write("p" + i + ".txt", "file " + i);
        }
    }

    @Test
    void answersInOrderHoweverManyAreInLine() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            requests.append(ServedWiki.request("GET", "/p" + i + ".txt"));
        }
        try (Wire wire = wiki.connect()) {
            wire.send(requests.toString());
            for (int i = 0; i < 40; i++) {
                assertThat(wire.reply().text()).isEqualTo("file " + i);
            }
        }
    }

    @Test
    void sendsTheHeadAloneWhereOnlyThatIsWanted() throws IOException {
        try (Wire wire = wiki.connect()) {
            wire.send(ServedWiki.request("HEAD", "/"));
            Reply head = wire.headReply();
            wire.send(ServedWiki.request("GET", "/"));
            Reply whole = wire.reply();
            assertThat(head.field("Content-Length")).isEqualTo(whole.field("Content-Length"));
            assertThat(head.field("ETag")).isEqualTo(whole.field("ETag"));
            wire.send(ServedWiki.request("HEAD", "/nothing"));
            assertThat(wire.headReply().status()).isEqualTo(404);
            wire.send(ServedWiki.request("GET", "/"));
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void dropsSmallBodies() throws IOException {
        try (Wire wire = wiki.connect()) {
            wire.send(ServedWiki.request("GET", "/", "Content-Length: 60000") + "x".repeat(60_000));
            assertThat(wire.reply().status()).isEqualTo(200);
            wire.send(
                    ServedWiki.request("POST", "/", "Transfer-Encoding: chunked")
                            + "3\r\nabc\r\n0\r\nHost: evil\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(405);
            wire.send(ServedWiki.request("GET", "/"));
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void endsWhenTheClientWantsIt() throws IOException {
        try (Wire wire = wiki.connect()) {
            wire.send(ServedWiki.request("GET", "/", "Connection: close"));
            assertThat(wire.reply().field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
        try (Wire wire = wiki.connect()) {
            wire.send("GET / HTTP/1.0\r\nHost: notes.test\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void endsWhenTheClientSaysNothingForTooLong() throws IOException {
        Limits of = terms().limits();
        Limits hasty =
                new Limits(
                        of.connections(),
                        of.requestLine(),
                        of.head(),
                        of.fields(),
                        of.body(),
                        Duration.ofMillis(100),
                        of.progress(),
                        of.drain(),
                        of.live(),
                        of.heartbeat(),
                        of.remembered());
        try (ServedWiki impatient = ServedWiki.of(terms().with(hasty), folder);
                Wire wire = impatient.connect()) {
            wire.send("GET / HTTP/1.1\r\nHost: notes");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void letsAnswersEndWhenTheServerDoes() throws IOException {
        ServedWiki ending = ServedWiki.of(terms(), folder);
        try (Wire idle = ending.connect();
                Wire busy = ending.connect()) {
            busy.send(ServedWiki.request("GET", "/"));
            assertThat(busy.reply().status()).isEqualTo(200);
            ending.close();
            assertThat(idle.isEnded()).isTrue();
            assertThat(busy.isEnded()).isTrue();
        }
    }
}
