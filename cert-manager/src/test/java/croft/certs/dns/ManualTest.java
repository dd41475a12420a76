package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.dns.DnsTrouble.Kind;
import croft.house.wire.FreePort;
import croft.platform.declaration.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A person at a live Knot, who does what the remedy says.
class ManualTest extends DnsDriverConformance {
    @Override
    Provider provider(Path folder) throws Exception {
        return new Live(folder, Knot.of(folder.resolve("knot"), ZONE));
    }

    @Test
    void saysWhichRecordItWaitsFor() throws Exception {
        Live live = (Live) provider();
        DnsTrouble trouble =
                catchThrowableOfType(
                        DnsTrouble.class,
                        () -> live.manual().add(new TxtRecord(OWNER, OWNER, ONE)));
        assertThat(trouble.kind()).isEqualTo(Kind.WAITING);
        assertThat(trouble.again()).isTrue();
        assertThat(trouble).hasMessage("waiting for " + OWNER + ". TXT \"" + ONE + "\"");
        assertThat(trouble.remedy()).contains(OWNER + ". TXT \"" + ONE + "\"");
    }

    @Test
    void goesOnWaitingWhereNoServerAnswers() {
        int port = FreePort.next();
        try (DnsDrivers drivers = Declared.drivers(folder, "unused")) {
            DnsDriver manual = drivers.of(Declared.manual(new ServerAddress("127.0.0.1", port)));
            DnsTrouble trouble =
                    catchThrowableOfType(
                            DnsTrouble.class, () -> manual.add(new TxtRecord(OWNER, OWNER, ONE)));
            assertThat(trouble.kind()).isEqualTo(Kind.WAITING);
            assertThat(trouble).hasMessageContaining(":" + port + ": does not answer");
            assertThat(trouble.remedy()).contains(ONE);
        }
    }

    private static final class Live implements Provider {
        private static final Pattern WANTED = Pattern.compile("(\\S+)\\. TXT \"([^\"]+)\"");

        private final Knot knot;
        private final DnsDrivers drivers;

        Live(Path folder, Knot knot) {
            this.knot = knot;
            this.drivers = Declared.drivers(folder, "unused");
        }

        DnsDriver manual() {
            return drivers.of(Declared.manual(knot.address()));
        }

        @Override
        public DnsDriver driver() {
            return new Person(manual(), knot);
        }

        @Override
        public void put(String zone, String owner, String value) throws Exception {
            knot.put(ZONE, owner, value);
        }

        @Override
        public List<String> held(String owner) throws Exception {
            return knot.values(owner);
        }

        @Override
        public boolean knowsZones() {
            return false;
        }

        @Override
        public boolean deletes() {
            return false;
        }

        @Override
        public void close() {
            drivers.close();
            knot.close();
        }

        /// Reads the remedy, follows it, and lets cert-manager try again.
        private record Person(DnsDriver manual, Knot knot) implements DnsDriver {
            @Override
            public String zoneOf(String owner) throws DnsTrouble {
                return manual.zoneOf(owner);
            }

            @Override
            public Optional<String> add(TxtRecord record) throws DnsTrouble {
                try {
                    return manual.add(record);
                } catch (DnsTrouble trouble) {
                    Matcher wanted = WANTED.matcher(trouble.remedy());
                    assertThat(wanted.find()).isTrue();
                    try {
                        knot.put(ZONE, wanted.group(1), wanted.group(2));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return manual.add(record);
                }
            }

            @Override
            public void remove(TxtRecord record, Optional<String> id) throws DnsTrouble {
                manual.remove(record, id);
            }

            @Override
            public List<String> values(String zone, String owner) throws DnsTrouble {
                return manual.values(zone, owner);
            }

            @Override
            public boolean isWholeSet() {
                return manual.isWholeSet();
            }
        }
    }
}
