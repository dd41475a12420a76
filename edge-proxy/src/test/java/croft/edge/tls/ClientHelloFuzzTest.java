package croft.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;

/// Any octets on a TLS port: a certificate is chosen once at most, and only for the name that the
/// ClientHello asks for as an independent reader sees it; whoever asks for another is told so and
/// let go, however the octets arrive.
class ClientHelloFuzzTest {
    private static final String UNRECOGNIZED_NAME = "15030300020270";
    private static final String HANDSHAKE = "16";
    private static final Certificates CERTIFICATES = certificates();
    private static final Presented PROOF = presentedProof();

    @FuzzTest(maxDuration = "2m")
    void onlyTheNamesOwnCertificateIsPresented(byte[] octets) {
        Outcome whole = offer(octets, Math.max(1, octets.length));
        Outcome pieces = offer(octets, 5);
        assertThat(pieces.chosen).isEqualTo(whole.chosen);
        assertThat(pieces.proved).isEqualTo(whole.proved);
        if (whole.chosen.isEmpty() && !whole.proved) {
            assertThat(pieces).isEqualTo(whole);
        }

        String name = AskedName.in(octets);
        isReadToItsEnd(octets, name);
        for (HeldCertificate certificate : whole.chosen) {
            // a hello that is read only by looking away from a mistake is answered by an alert
            assertThat(certificate.covers(name) || !whole.said.startsWith(HANDSHAKE))
                    .as("%s for '%s', and %s", certificate, name, whole.said)
                    .isTrue();
        }
        assertThat(whole.chosen).hasSizeLessThan(2);
        if (whole.proved) {
            assertThat(whole.chosen).isEmpty();
            assertThat(name).isEqualTo("proof.test");
        } else if (!name.isEmpty() && CERTIFICATES.find(name) == null && !whole.said.isEmpty()) {
            assertThat(whole.said).isEqualTo(UNRECOGNIZED_NAME);
            assertThat(whole.open).isFalse();
        }
    }

    /// The reader alone, of what stands behind the heads of one record and one message: it moves
    /// nothing, and knows a name only where the independent reader knows the same.
    private static void isReadToItsEnd(byte[] octets, String name) {
        int heads = Math.min(5 + 4, octets.length);
        ByteBuf body = Unpooled.wrappedBuffer(octets, heads, octets.length - heads);
        ClientHello read = ClientHello.read(body);
        assertThat(body.readableBytes()).isEqualTo(octets.length - heads);
        String found = read == null ? null : read.serverName();
        if (found != null && !name.isEmpty()) {
            assertThat(name).isEqualTo(found);
        }
    }

    private static Outcome offer(byte[] octets, int step) {
        List<HeldCertificate> chosen = new ArrayList<>();
        AtomicBoolean proved = new AtomicBoolean();
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast(
                        new ClientHelloHandler(
                                CERTIFICATES,
                                name -> {
                                    Optional<Presented> proof = proof(name);
                                    proved.compareAndSet(false, proof.isPresent());
                                    return CompletableFuture.completedFuture(proof);
                                },
                                (ctx, presented) -> {
                                    chosen.add(presented.certificate());
                                    ctx.pipeline().addLast(new Deaf());
                                }));
        // TLS itself is somebody else's: only what comes before it is looked at
        for (int from = 0; from < octets.length; from += step) {
            if (!channel.isOpen() || channel.pipeline().get(SslHandler.class) != null) {
                break;
            }
            channel.writeInbound(
                    Unpooled.copiedBuffer(octets, from, Math.min(step, octets.length - from)));
            channel.runPendingTasks();
        }
        StringBuilder said = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            said.append(HexFormat.of().formatHex(ByteBufUtil.getBytes(out)));
            out.release();
        }
        boolean open = chosen.isEmpty() && !proved.get() && channel.isOpen();
        channel.finishAndReleaseAll();
        return new Outcome(chosen, proved.get(), said.toString(), open);
    }

    private static Optional<Presented> proof(String name) {
        return name.equals(PROOF.certificate().firstName()) ? Optional.of(PROOF) : Optional.empty();
    }

    private static Presented presentedProof() {
        try {
            return Presented.forChallenge(TestCertificate.of("proof.test"));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificates certificates() {
        Certificates certificates = new Certificates(Instant.EPOCH);
        certificates.replace(
                List.of(
                        TestCertificate.of("one.test", "www.one.test"),
                        TestCertificate.of("*.many.test")));
        return certificates;
    }

    /// Stands where a handshake that fails is noticed: it is the client's affair.
    private static final class Deaf extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /// What came of it.
    ///
    /// @param proved whether an authority was given its proof, which TLS may still refuse to show
    /// @param said octets in hexadecimal
    /// @param open whether more octets are waited for
    private record Outcome(
            List<HeldCertificate> chosen, boolean proved, String said, boolean open) {}
}
