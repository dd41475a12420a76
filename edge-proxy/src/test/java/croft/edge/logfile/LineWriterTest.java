package croft.edge.logfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.Eventually;
import croft.edge.log.Outlet;
import croft.platform.declaration.AccessLogPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The writer, and what becomes of lines when it cannot write.
@Timeout(60)
class LineWriterTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final AccessLogPolicy NONE =
            new AccessLogPolicy(
                    AccessLogPolicy.To.NOWHERE,
                    AccessLogPolicy.DEFAULT.format(),
                    AccessLogPolicy.DEFAULT.addresses(),
                    AccessLogPolicy.DEFAULT.query(),
                    AccessLogPolicy.DEFAULT.hidden(),
                    AccessLogPolicy.DEFAULT.size(),
                    AccessLogPolicy.DEFAULT.keep());

    @Test
    void countsWhatItDropsWhileItIsBlocked() throws Exception {
        Place place = new Place();
        LineWriter writer = place.writer();
        place.block.acquire();
        int offered = 0;
        int refused = 0;
        while (refused < 10) {
            Outlet.Batch batch = batch(writer, offered++, 3);
            if (!writer.offer(batch)) {
                writer.lost(batch.lines());
                refused++;
            }
        }
        assertThat(writer.dropped()).isEqualTo(30);
        place.block.release();
        writer.close();
        assertThat(writer.written() + writer.dropped()).isEqualTo(3L * offered);
        assertThat(place.written).hasSize(offered - refused).doesNotHaveDuplicates();
    }

    @Test
    void whatCouldNotBeWrittenIsTriedAgain() throws Exception {
        Place place = new Place();
        place.full.set(true);
        LineWriter writer = place.writer();
        for (int i = 0; i < 20; i++) {
            assertThat(writer.offer(batch(writer, i, 1))).isTrue();
        }
        assertThat(place.refused.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.problem().orElseThrow())
                .isEqualTo("a place cannot be written: No space left on device");
        place.full.set(false);
        Eventually.until(() -> writer.written() == 20 && writer.problem().isEmpty());
        writer.close();
        assertThat(place.written)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "line " + i).toList());
        assertThat(writer.dropped()).isZero();
    }

    @Test
    void whatNobodyWantsAnyMoreIsNoProblem() throws Exception {
        Place place = new Place();
        place.full.set(true);
        LineWriter writer =
                LineWriter.start(
                        AccessLogPolicy.DEFAULT,
                        chosen -> chosen.to() == AccessLogPolicy.To.FILE ? place : null,
                        InstantSource.system(),
                        SOON);
        assertThat(writer.offer(batch(writer, 1, 1))).isTrue();
        assertThat(place.refused.await(20, TimeUnit.SECONDS)).isTrue();
        Eventually.until(() -> writer.problem().isPresent());
        writer.use(NONE);
        Eventually.until(() -> writer.problem().isEmpty());
        writer.close();
        assertThat(place.written).isEmpty();
    }

    @Test
    void endsAlsoWhereNothingCanBeWritten() throws Exception {
        Place place = new Place();
        place.full.set(true);
        LineWriter writer = place.writer();
        for (int i = 0; i < 20; i++) {
            assertThat(writer.offer(batch(writer, i, 2))).isTrue();
        }
        assertThat(place.refused.await(20, TimeUnit.SECONDS)).isTrue();
        writer.close();
        assertThat(writer.dropped()).isEqualTo(40);
        assertThat(place.written).isEmpty();
    }

    @Test
    void writesToStandardOutputWholeLinesAtATime() throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(octets, false, US_ASCII)) {
            LineWriter writer =
                    LineWriter.start(
                            AccessLogPolicy.DEFAULT,
                            _ -> new StandardOutput(out),
                            InstantSource.system(),
                            SOON);
            for (int i = 0; i < 3; i++) {
                assertThat(writer.offer(batch(writer, i, 1))).isTrue();
            }
            writer.close();
        }
        assertThat(octets.toString(US_ASCII)).isEqualTo("line 0\nline 1\nline 2\n");
    }

    private static Outlet.Batch batch(LineWriter writer, int number, int lines) {
        byte[] text = ("line " + number + "\n").getBytes(US_ASCII);
        byte[] array = writer.empty();
        System.arraycopy(text, 0, array, 0, text.length);
        return new Outlet.Batch(array, text.length, lines);
    }

    /// A place that a test blocks or fills.
    private static final class Place implements Destination {
        final Semaphore block = new Semaphore(1);
        final AtomicBoolean full = new AtomicBoolean();
        final CountDownLatch refused = new CountDownLatch(3);
        final List<String> written = Collections.synchronizedList(new ArrayList<>());

        LineWriter writer() {
            return LineWriter.start(
                    AccessLogPolicy.DEFAULT, _ -> this, InstantSource.system(), SOON);
        }

        @Override
        public void write(byte[] octets, int length, Instant now) throws IOException {
            block.acquireUninterruptibly();
            block.release();
            if (full.get()) {
                refused.countDown();
                throw new IOException("No space left on device");
            }
            written.add(new String(octets, 0, length - 1, US_ASCII));
        }

        @Override
        public void look(Instant now) {}

        @Override
        public String name() {
            return "a place";
        }

        @Override
        public void close() {}
    }
}
