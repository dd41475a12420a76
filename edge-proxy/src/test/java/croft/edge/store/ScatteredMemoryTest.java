package croft.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of bodies when the free blocks lie scattered: every second body of 1 KiB is gone.
class ScatteredMemoryTest {
    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 20);
    private final List<StoredBody> bodies = new ArrayList<>();

    @BeforeEach
    void scatter() {
        List<StoredBody> all = new ArrayList<>();
        for (int i = 0; i < 8192; i++) {
            all.add(body(1024));
        }
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 0) {
                all.get(i).release();
            } else {
                bodies.add(all.get(i));
            }
        }
        assertThat(memory.held()).isEqualTo(Memory.SMALLEST);
        assertThat(memory.budget().used()).isEqualTo(Memory.SMALLEST / 2);
    }

    @AfterEach
    void everythingIsGivenBack() {
        bodies.forEach(StoredBody::release);
        assertThat(memory.budget().used()).isZero();
    }

    @Test
    void aBodyLiesInSeveralRuns() {
        int before = body(10 << 10).heap();
        byte[] octets = Samples.octets(10 << 10);
        for (StoredBody body : bodies.subList(bodies.size() - 1, bodies.size())) {
            assertThat(Samples.read(body)).isEqualTo(octets);
            assertThat(body.taken()).isEqualTo(10 << 10);
        }
        assertThat(before).as("ten runs").isEqualTo(72 + 10 * 44);
    }

    @Test
    void allThatIsFreeCanBeTaken() {
        for (int i = 0; i < 400; i++) {
            body(10 << 10);
        }
        assertThat(memory.budget().used()).isGreaterThan(Memory.SMALLEST * 98 / 100);
        assertThat(memory.held()).isEqualTo(Memory.SMALLEST);
    }

    @Test
    void aLargeBodyIsRefusedRatherThanCutIntoHundredsOfRuns() {
        StoredBody large = StoredBody.create(memory, 256 << 10);
        assertThat(large.append(Unpooled.wrappedBuffer(new byte[256 << 10]))).isFalse();
        large.release();
    }

    @Test
    void neighboursThatAreFreeBecomeOneRun() {
        for (StoredBody body : bodies.subList(0, 512)) {
            body.release();
        }
        bodies.subList(0, 512).clear();
        assertThat(body(256 << 10).heap()).as("one run").isEqualTo(72 + 44);
    }

    @Test
    void whateverComesAndGoesNoTwoBodiesShareABlock() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean() && !bodies.isEmpty()) {
                StoredBody body = bodies.set(random.nextInt(bodies.size()), bodies.getLast());
                bodies.removeLast();
                // what another wrote into it would show
                assertThat(Samples.read(body)).isEqualTo(Samples.octets((int) body.written()));
                body.release();
            } else {
                int length = 1 + random.nextInt(random.nextInt(1, 40_000));
                StoredBody body = StoredBody.create(memory, random.nextBoolean() ? length : -1);
                bodies.add(body);
                if (!body.append(Unpooled.wrappedBuffer(Samples.octets(length)))) {
                    assertThat(body.written()).isZero();
                }
                body.complete();
            }
        }
        assertThat(bodies.stream().mapToLong(StoredBody::taken).sum())
                .isEqualTo(memory.budget().used());
    }

    private StoredBody body(int length) {
        StoredBody body = StoredBody.create(memory, length);
        assertThat(body.append(Unpooled.wrappedBuffer(Samples.octets(length)))).isTrue();
        body.complete();
        if (length != 1024) {
            bodies.add(body);
        }
        return body;
    }
}
