package croft.certs.preflight;

import croft.certs.Eventually;
import croft.platform.declaration.ServerAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/// A Knot DNS server on the loopback interface. It serves zones as they are written, or signs them.
final class ZoneServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/knotd");
    private static final String LOOPBACK = "127.0.0.1";

    private final int port;
    private final Path folder;
    private final Process process;

    /// @param zones their names, each with its records below `$ORIGIN` and `$TTL`
    /// @param signing whether it signs them
    ZoneServer(Path folder, Map<String, String> zones, boolean signing) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError(
                    PROGRAM
                            + " is not installed. Install it: apt-get install -y"
                            + " --no-install-recommends knot");
        }
        this.port = freePort();
        this.folder = Files.createDirectories(folder);
        for (Map.Entry<String, String> zone : zones.entrySet()) {
            Files.writeString(
                    folder.resolve(fileOf(zone.getKey())),
                    "$ORIGIN "
                            + (zone.getKey().equals(".") ? "." : zone.getKey() + ".")
                            + "\n$TTL 60\n"
                            + zone.getValue());
        }
        Files.createDirectories(folder.resolve("db"));
        Path configuration = folder.resolve("knot.conf");
        Files.writeString(configuration, configuration(zones, signing));
        process =
                new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try {
            for (String zone : zones.keySet()) {
                Eventually.eventually(
                        "knot serves " + zone,
                        () -> serves(zone, signing ? Type.DNSKEY : Type.SOA));
            }
        } catch (Exception | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// As knot puts a name into `%s`: that of the root is empty.
    private static String fileOf(String zone) {
        return (zone.equals(".") ? "" : zone) + ".zone";
    }

    private String configuration(Map<String, String> zones, boolean signing) {
        return """
        server:
            listen: %1$s@%2$d
            rundir: %3$s
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
        log:
          - target: stdout
            any: info
        database:
            storage: %3$s/db
            journal-db-max-size: 16M
            kasp-db-max-size: 16M
            timer-db-max-size: 16M
        control:
            listen: %3$s/control
        acl:
          - id: all
            address: %1$s
            action: transfer
        template:
          - id: default
            storage: %3$s
            file: "%%s.zone"
            zonefile-sync: -1
            acl: all
            dnssec-signing: %4$s
        zone:
        """
                        .formatted(LOOPBACK, port, folder, signing ? "on" : "off")
                + zones.keySet().stream()
                        .map(zone -> "  - domain: " + zone + "\n")
                        .collect(Collectors.joining());
    }

    /// Where it listens.
    ServerAddress address() {
        return new ServerAddress(LOOPBACK, port);
    }

    /// The DS record of a zone that it signs, as in a zone file.
    String anchor(String zone) throws IOException {
        return ask(zone, Type.DNSKEY).getSection(Section.ANSWER).stream()
                .filter(DNSKEYRecord.class::isInstance)
                .map(DNSKEYRecord.class::cast)
                .filter(key -> (key.getFlags() & DNSKEYRecord.Flags.SEP_KEY) != 0)
                .map(key -> new DSRecord(key.getName(), DClass.IN, 60, DNSSEC.Digest.SHA256, key))
                .map(Record::toString)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// A zone as it serves it, with signatures.
    String transfer(String zone) throws IOException, ZoneTransferException {
        ZoneTransferIn transfer = ZoneTransferIn.newAXFR(absolute(zone), socket(), null);
        transfer.run();
        List<Record> records = new ArrayList<>(transfer.getAXFR());
        // The first record, SOA, is the last again.
        records.removeLast();
        return records.stream().map(r -> r + "\n").collect(Collectors.joining());
    }

    private boolean serves(String zone, int type) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("knot has ended: " + Files.readString(folder.resolve("log")));
        }
        try {
            Message answer = ask(zone, type);
            return answer.getHeader().getFlag(Flags.AA)
                    && !answer.getSection(Section.ANSWER).isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    private InetSocketAddress socket() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Message ask(String zone, int type) throws IOException {
        SimpleResolver resolver = new SimpleResolver(socket());
        resolver.setTCP(true);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver.send(Message.newQuery(Record.newRecord(absolute(zone), type, DClass.IN)));
    }

    private static Name absolute(String name) throws IOException {
        return Name.fromString(name, Name.root);
    }

    /// Below the ports that the kernel gives to clients.
    private static int freePort() {
        for (int i = 0; i < 200; i++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (ServerSocket tcp = new ServerSocket(port, 1, place.getAddress());
                    DatagramSocket udp = new DatagramSocket(place)) {
                if (tcp.isBound() && udp.isBound()) {
                    return port;
                }
            } catch (IOException _) {
                // Somebody listens there: the next one.
            }
        }
        throw new AssertionError("no free port from 20000 to 32000");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
