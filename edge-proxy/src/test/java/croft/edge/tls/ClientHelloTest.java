package croft.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is read in a ClientHello, and that whatever is none is found out.
class ClientHelloTest {
    @Test
    void theNameIsReadInLowerCase() {
        assertThat(read(Hello.of("WWW.One.test")).serverName()).isEqualTo("www.one.test");
        assertThat(read(Hello.of("")).serverName()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "acme-tls/1, true",
        "acme-tls/1 http/1.1, false",
        "h2 acme-tls/1, false",
        "acme-tls/1 acme-tls/1, false",
        "acme-tls/2, false",
        "h2 http/1.1, false"
    })
    void whoOffersNothingButTheProtocolOfProofsLooksForOne(String protocols, boolean challenge) {
        assertThat(read(Hello.of("one.test", protocols.split(" ", -1))).challenge())
                .isEqualTo(challenge);
    }

    @Test
    void whoOffersNoProtocolLooksForNoProof() {
        assertThat(read(Hello.of("one.test")).challenge()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // schemes, RSA, P-256, P-384
        "0403, false, true, false",
        "0503, false, false, true",
        "0804, true, false, false",
        "0401, true, false, false",
        "0201, true, false, false",
        "0403 0503 0806, true, true, true",
        "0807 0203 0603, false, false, false"
    })
    void theSignaturesSayWhichKeysAClientCanCheck(
            String schemes, boolean rsa, boolean p256, boolean p384) {
        ClientHello hello = read(new Hello().versions(0x0304).signatures(hexadecimal(schemes)));
        assertThat(hello.takes(KeyKind.RSA)).isEqualTo(rsa);
        assertThat(hello.takes(KeyKind.P256)).isEqualTo(p256);
        assertThat(hello.takes(KeyKind.P384)).isEqualTo(p384);
    }

    @Test
    void whoSaysNothingOfSignaturesIsOfATimeWhenAllWereRsa() {
        ClientHello hello = read(new Hello().suites(0xc02b, 0xc02f));
        assertThat(hello.takes(KeyKind.RSA)).isTrue();
        assertThat(hello.takes(KeyKind.P256)).isFalse();
    }

    @Test
    void inTls12TheCipherSuitesSayWhatTheKeyMustBe() {
        ClientHello rsaOnly = read(new Hello().suites(0xc02f, 0xc030).signatures(0x0403, 0x0401));
        assertThat(rsaOnly.takes(KeyKind.P256)).isFalse();
        assertThat(rsaOnly.takes(KeyKind.RSA)).isTrue();

        ClientHello both = read(new Hello().suites(0xc02f, 0xc02c).signatures(0x0403, 0x0401));
        assertThat(both.takes(KeyKind.P256)).isTrue();

        ClientHello newer = read(new Hello().suites(0x1301).versions(0x0304).signatures(0x0403));
        assertThat(newer.takes(KeyKind.P256)).isTrue();
    }

    @Test
    void whatIsUnknownIsLookedPast() {
        Hello hello =
                new Hello()
                        .extension(0x0a0a, new byte[0])
                        .serverName("one.test")
                        .extension(51, new byte[1200])
                        .extension(0x0a0a, new byte[1]);
        assertThat(read(hello).serverName()).isEqualTo("one.test");
    }

    @Test
    void whatIsCutOffAnywhereIsNone() {
        byte[] whole = Hello.of("one.test", "h2", "http/1.1").body();
        int withoutExtensions = new Hello().body().length;
        for (int length = 0; length < whole.length; length++) {
            ClientHello read = ClientHello.read(Unpooled.wrappedBuffer(whole, 0, length));
            if (length == withoutExtensions) {
                assertThat(Objects.requireNonNull(read).serverName()).isNull();
            } else {
                assertThat(read).as("%d octets", length).isNull();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatCannotBeIsNone(String what, Hello hello) {
        assertThat(ClientHello.read(hello.buffer())).as(what).isNull();
    }

    static Stream<Arguments> whatCannotBeIsNone() {
        byte[] host = Hello.joined(new byte[] {0}, Hello.vector(2, new byte[] {'a'}));
        return Stream.of(
                Arguments.of("a name twice", new Hello().serverName("a").serverName("a")),
                Arguments.of("no name", new Hello().serverName("")),
                Arguments.of("a name with a NUL", new Hello().serverName("a\0b")),
                Arguments.of("a name with a space", new Hello().serverName("a b")),
                Arguments.of("a name that is not ASCII", new Hello().serverName("\u00e4.test")),
                Arguments.of("a name of 256", new Hello().serverName("a".repeat(256))),
                Arguments.of(
                        "two names in one list",
                        new Hello().extension(0, Hello.vector(2, Hello.joined(host, host)))),
                Arguments.of(
                        "a name of another kind",
                        new Hello()
                                .extension(
                                        0,
                                        Hello.vector(
                                                2,
                                                Hello.joined(
                                                        new byte[] {1},
                                                        Hello.vector(2, new byte[] {'a'}))))),
                Arguments.of("no list of names", new Hello().extension(0, new byte[0])),
                Arguments.of(
                        "octets behind the list",
                        new Hello().extension(0, Hello.joined(Hello.vector(2, host), new byte[1]))),
                Arguments.of(
                        "no protocol", new Hello().extension(16, Hello.vector(2, new byte[0]))),
                Arguments.of("an empty protocol", new Hello().protocols("h2", "")),
                Arguments.of("protocols twice", new Hello().protocols("h2").protocols("h2")),
                Arguments.of(
                        "half a signature scheme",
                        new Hello().extension(13, Hello.vector(2, new byte[3]))),
                Arguments.of("no signature scheme", new Hello().signatures()),
                Arguments.of(
                        "half a version", new Hello().extension(43, Hello.vector(1, new byte[3]))),
                Arguments.of("half an extension", new Hello().extension(9, new byte[0]).half()));
    }

    @Test
    void nothingIsMovedByReading() {
        ByteBuf octets = Hello.of("one.test").buffer();
        int readable = octets.readableBytes();
        assertThat(ClientHello.read(octets)).isNotNull();
        assertThat(octets.readableBytes()).isEqualTo(readable);
    }

    private static ClientHello read(Hello hello) {
        return Objects.requireNonNull(ClientHello.read(hello.buffer()));
    }

    private static int[] hexadecimal(String numbers) {
        return Arrays.stream(numbers.split(" ", -1))
                .mapToInt(n -> Integer.parseInt(n, 16))
                .toArray();
    }
}
