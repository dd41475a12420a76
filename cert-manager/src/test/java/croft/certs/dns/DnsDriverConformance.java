package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every driver does, whatever is behind it: the contract of [DnsDriver] as sentences. A new
/// driver gets a class that extends this one, or [HttpDriverConformance], and nothing but a
/// [Provider].
abstract class DnsDriverConformance {
    static final String ZONE = "example.test";
    static final String CHILD = "child.example.test";
    static final String OWNER = "_acme-challenge.www.example.test";

    static final String ONE = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJyPCt92wr_oA";
    static final String TWO = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0";
    static final String FOREIGN = "a-value_that-is-none-of-ours";

    @TempDir Path folder;
    private Provider provider = new Nobody();

    abstract Provider provider(Path folder) throws Exception;

    final Provider provider() {
        return provider;
    }

    /// Where values are written to; at acme-dns the account's own name.
    String owner() {
        return OWNER;
    }

    @BeforeEach
    final void begin() throws Exception {
        provider = provider(folder);
    }

    @AfterEach
    final void end() throws Exception {
        provider.close();
    }

    @Test
    void writesAValueAndSaysWhatIsThere() throws Exception {
        TxtRecord record = record(ONE);
        assertThat(provider.driver().values(record.zone(), owner())).isEmpty();
        provider.driver().add(record);
        assertThat(provider.held(owner())).containsExactly(ONE);
        assertThat(provider.driver().values(record.zone(), owner())).containsExactly(ONE);
    }

    @Test
    void writesOnlyOnceWhatIsWrittenTwice() throws Exception {
        Optional<String> first = provider.driver().add(record(ONE));
        Optional<String> again = provider.driver().add(record(ONE));
        assertThat(again).isEqualTo(first);
        assertThat(provider.held(owner())).containsExactly(ONE);
    }

    @Test
    void holdsTwoValuesAtOneName() throws Exception {
        provider.driver().add(record(ONE));
        provider.driver().add(record(TWO));
        assertThat(provider.held(owner())).containsExactly(TWO, ONE);
    }

    @Test
    void keepsWhatOthersHaveWritten() throws Exception {
        provider.put(zone(), owner(), FOREIGN);
        Optional<String> id = provider.driver().add(record(ONE));
        assertThat(provider.held(owner())).containsExactly(FOREIGN, ONE);
        provider.driver().remove(record(ONE), id);
        assertThat(provider.held(owner())).isEqualTo(without(ONE, FOREIGN, ONE));
    }

    @Test
    void deletesExactlyOneOfTwoValues() throws Exception {
        Optional<String> first = provider.driver().add(record(ONE));
        Optional<String> second = provider.driver().add(record(TWO));
        provider.driver().remove(record(ONE), first);
        assertThat(provider.held(owner())).isEqualTo(without(ONE, TWO, ONE));
        provider.driver().remove(record(TWO), second);
        if (provider.deletes()) {
            assertThat(provider.held(owner())).isEmpty();
            assertThat(provider.driver().values(zone(), owner())).isEmpty();
        }
    }

    @Test
    void findsWhatIsToBeDeletedByNameAndValueWhereTheIdWasLost() throws Exception {
        provider.put(zone(), owner(), FOREIGN);
        provider.driver().add(record(ONE));
        provider.driver().remove(record(ONE), Optional.empty());
        assertThat(provider.held(owner())).isEqualTo(without(ONE, FOREIGN, ONE));
    }

    @Test
    void deletesWhatIsNotThereWithoutTrouble() throws Exception {
        provider.driver().remove(record(ONE), Optional.empty());
        provider.put(zone(), owner(), FOREIGN);
        provider.driver().remove(record(ONE), Optional.of("4711"));
        assertThat(provider.held(owner())).containsExactly(FOREIGN);
    }

    @Test
    void takesTheLongestZoneThatHoldsTheName() throws Exception {
        DnsDriver driver = provider.driver();
        if (provider.knowsZones()) {
            assertThat(driver.zoneOf(OWNER)).isEqualTo(ZONE);
            assertThat(driver.zoneOf("_acme-challenge." + CHILD)).isEqualTo(CHILD);
            assertThat(driver.zoneOf("_acme-challenge.deep.in." + CHILD)).isEqualTo(CHILD);
            assertThat(driver.zoneOf(CHILD)).isEqualTo(CHILD);
            assertThat(driver.zoneOf("_acme-challenge." + ZONE)).isEqualTo(ZONE);
        } else {
            assertThat(Labels.isWithin(owner(), driver.zoneOf(owner()))).isTrue();
        }
    }

    @Test
    void doesNotTakeANameThatEndsAlikeForOneInTheZone() {
        if (provider.knowsZones()) {
            assertThatThrownBy(() -> provider.driver().zoneOf("_acme-challenge.my" + ZONE))
                    .isInstanceOfSatisfying(
                            DnsTrouble.class,
                            trouble -> {
                                assertThat(trouble.kind()).isEqualTo(DnsTrouble.Kind.NO_ZONE);
                                assertThat(trouble).hasMessageContaining("my" + ZONE);
                                assertThat(trouble.again()).isFalse();
                                assertThat(trouble.remedy()).isNotBlank();
                            });
        }
    }

    @Test
    void writesAtTheNameOfTheZoneItself() throws Exception {
        if (provider.knowsZones()) {
            TxtRecord apex = new TxtRecord(CHILD, CHILD, ONE);
            provider.driver().add(apex);
            assertThat(provider.held(CHILD)).containsExactly(ONE);
            provider.driver().remove(apex, Optional.empty());
            assertThat(provider.held(CHILD)).isEmpty();
        }
    }

    @Test
    void losesNothingWhereSeveralWriteAtOneName() throws Exception {
        int writers = Math.min(6, provider.room());
        List<String> values = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                TxtRecord record = record("value-" + i);
                values.add(record.value());
                all.add(
                        threads.submit(() -> {
                            provider.driver().add(record);
                            return record;
                        }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(provider.held(owner())).isEqualTo(values);
    }

    final String zone() throws DnsTrouble {
        return provider.driver().zoneOf(owner());
    }

    final TxtRecord record(String value) throws DnsTrouble {
        return new TxtRecord(zone(), owner(), value);
    }

    /// What is left of `all` after `deleted` was deleted: all of it, where that is not possible.
    private List<String> without(String deleted, String... all) {
        List<String> left = new ArrayList<>(List.of(all));
        if (provider.deletes()) {
            left.remove(deleted);
        }
        left.sort(null);
        return left;
    }

    /// Before a test begins.
    private static final class Nobody implements Provider {
        @Override
        public DnsDriver driver() {
            throw new IllegalStateException("not begun");
        }

        @Override
        public void put(String zone, String owner, String value) {
            throw new IllegalStateException("not begun");
        }

        @Override
        public List<String> held(String owner) {
            throw new IllegalStateException("not begun");
        }

        @Override
        public void close() {}
    }
}
