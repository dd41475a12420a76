package croft.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredBodyTest {
    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 20);

    @AfterEach
    void nothingIsLeftTaken() {
        assertThat(memory.budget().used()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "255, 1",
        "256, 256",
        "1024, 1024",
        "5000, 77",
        "300000, 4096",
        "1048576, 16384"
    })
    void givesBackWhatWasWritten(int length, int piece) {
        for (long expected : new long[] {-1, length, 10, 1 << 30}) {
            StoredBody body = StoredBody.create(memory, expected);
            byte[] octets = Samples.octets(length);
            for (int at = 0; at < length; at += piece) {
                ByteBuf data = Unpooled.wrappedBuffer(octets, at, Math.min(piece, length - at));
                assertThat(body.append(data)).isTrue();
                assertThat(data.isReadable()).isFalse();
                assertThat(body.written()).isEqualTo(at + Math.min(piece, length - at));
            }
            body.complete();

            assertThat(Samples.read(body)).isEqualTo(octets);
            assertThat(slices(body, 3000)).isEqualTo(octets);
            body.release();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 256", "256, 256", "257, 512", "1024, 1024", "10000, 10240", "700000, 700160"})
    void takesWholeBlocksAndNoMoreOnceComplete(int length, long taken) {
        for (long expected : new long[] {-1, length}) {
            StoredBody body = StoredBody.create(memory, expected);
            append(body, length);
            body.complete();

            assertThat(body.taken()).isEqualTo(taken);
            assertThat(memory.budget().used()).isEqualTo(taken);
            body.release();
        }
    }

    @Test
    void aBodyWithoutOctetsTakesNothing() {
        StoredBody body = StoredBody.create(memory, 0);
        body.complete();
        assertThat(memory.budget().used()).isZero();
        assertThat(Samples.read(body)).isEmpty();
        body.release();
    }

    @Test
    void refusesWhatIsLargerThanOneBodyMayBeAndAppendsNothingOfIt() {
        StoredBody body = StoredBody.create(memory, -1);
        append(body, (1 << 20) - 100);
        ByteBuf tooMuch = Unpooled.wrappedBuffer(new byte[101]);

        assertThat(body.append(tooMuch)).isFalse();
        assertThat(tooMuch.readableBytes()).isEqualTo(101);
        assertThat(body.written()).isEqualTo((1 << 20) - 100);
        assertThat(body.append(tooMuch.readSlice(100))).isTrue();
        body.release();
    }

    @Test
    void refusesWhatTheBudgetHasNoRoomForAndAppendsNothingOfIt() {
        StoredBody[] bodies = new StoredBody[8];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = StoredBody.create(memory, 1 << 20);
            append(bodies[i], 1 << 20);
        }
        StoredBody late = StoredBody.create(memory, -1);

        assertThat(late.append(Unpooled.wrappedBuffer(new byte[1]))).isFalse();
        assertThat(late.written()).isZero();
        assertThat(memory.budget().used()).isEqualTo(Memory.SMALLEST);
        assertThat(memory.held()).isEqualTo(Memory.SMALLEST);

        bodies[3].release();
        append(late, 1 << 20);
        late.release();
        for (int i = 0; i < bodies.length; i++) {
            if (i != 3) {
                bodies[i].release();
            }
        }
        assertThat(memory.held()).as("kept for what comes next").isEqualTo(1 << 20);
    }

    @Test
    void aSliceOutlivesItsBody() {
        StoredBody body = StoredBody.create(memory, -1);
        append(body, 5000);
        ByteBuf slice = body.slice(1000, 2000);
        ByteBuf part = slice.retainedSlice(10, 5);
        body.release();

        assertThat(body.acquire()).isFalse();
        assertThat(memory.budget().used()).isPositive();
        StoredBody other = StoredBody.create(memory, -1);
        other.append(Unpooled.wrappedBuffer(new byte[100_000]));
        byte[] expected = Samples.octets(5000);
        assertThat(ByteBufUtil.getBytes(slice))
                .isEqualTo(Arrays.copyOfRange(expected, 1000, 1000 + slice.readableBytes()));
        slice.release();
        assertThat(ByteBufUtil.getBytes(part)).isEqualTo(Arrays.copyOfRange(expected, 1010, 1015));
        part.release();
        other.release();
    }

    @Test
    void aPartIsContinued() {
        StoredBody part = StoredBody.create(memory, -1);
        append(part, 400_000);
        part.complete();
        StoredBody whole = StoredBody.join(memory, part, 300_000, 500_000).orElseThrow();
        part.release();
        byte[] rest = Arrays.copyOfRange(Samples.octets(500_000), 300_000, 500_000);
        assertThat(whole.append(Unpooled.wrappedBuffer(rest))).isTrue();
        whole.complete();

        assertThat(Samples.read(whole)).isEqualTo(Samples.octets(500_000));
        whole.release();
    }

    @Test
    void releasingTooOftenIsAnError() {
        StoredBody body = StoredBody.create(memory, -1);
        body.release();
        assertThatThrownBy(body::release).hasMessageContaining("too often");
    }

    @Test
    void manyReadWhileOneWrites() throws Exception {
        int length = 900_000;
        byte[] octets = Samples.octets(length);
        for (int round = 0; round < 20; round++) {
            StoredBody body = StoredBody.create(memory, round % 2 == 0 ? -1 : length);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread[] readers = new Thread[4];
            for (int i = 0; i < readers.length; i++) {
                assertThat(body.acquire()).isTrue();
                readers[i] =
                        Thread.ofPlatform()
                                .uncaughtExceptionHandler((_, e) -> failure.set(e))
                                .start(() -> follow(body, octets));
            }
            for (int at = 0; at < length; at += 1777) {
                body.append(Unpooled.wrappedBuffer(octets, at, Math.min(1777, length - at)));
            }
            body.complete();
            body.release();
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(failure.get()).isNull();
            assertThat(memory.budget().used()).isZero();
        }
    }

    private static void follow(StoredBody body, byte[] octets) {
        int at = 0;
        while (at < octets.length) {
            boolean last = body.isComplete();
            while (at < body.written()) {
                ByteBuf slice = body.slice(at, 5000);
                int length = slice.readableBytes();
                if (!slice.equals(Unpooled.wrappedBuffer(octets, at, length))) {
                    throw new AssertionError("other octets at " + at);
                }
                slice.release();
                at += length;
            }
            if (last && at < octets.length) {
                throw new AssertionError("complete at " + at);
            }
            Thread.onSpinWait();
        }
        body.release();
    }

    private static void append(StoredBody body, int length) {
        assertThat(body.append(Unpooled.wrappedBuffer(Samples.octets(length)))).isTrue();
    }

    private static byte[] slices(StoredBody body, int max) {
        ByteBuf all = Unpooled.buffer();
        while (all.readableBytes() < body.written()) {
            ByteBuf slice = body.slice(all.readableBytes(), max);
            assertThat(slice.readableBytes()).isBetween(1, max);
            all.writeBytes(slice);
            slice.release();
        }
        return ByteBufUtil.getBytes(all);
    }
}
