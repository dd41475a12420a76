package croft.certs.dns;

import croft.certs.Eventually;
import croft.house.wire.FreePort;
import croft.platform.declaration.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// A Knot DNS server with zones of the test's, which takes updates that are signed with its key.
public final class Knot implements AutoCloseable {
    /// The name of the key.
    public static final String KEY = "croft-test.";

    /// The key, in Base64.
    public static final String SECRET =
            Base64.getEncoder()
                    .encodeToString(
                            "thirty-two octets of a test key.".getBytes(StandardCharsets.US_ASCII));

    /// A zone of this name, or one that ends so, takes no updates.
    public static final String LOCKED = "locked.test";

    private final String address;
    private final int port;
    private final Path folder;
    private final Process process;

    /// A server at 127.0.0.1 with these zones, empty but for what every zone has.
    public static Knot of(Path folder, String... zones) throws Exception {
        return at("127.0.0.1", FreePort.next(), folder, zones);
    }

    /// A server at an address and port of the caller's.
    ///
    /// @param zones names, or names with further lines of a zone file behind a newline
    public static Knot at(String address, int port, Path folder, String... zones) throws Exception {
        return new Knot(address, port, folder, List.of(zones));
    }

    private Knot(String address, int port, Path folder, List<String> zones) throws Exception {
        this.address = address;
        this.port = port;
        this.folder = Files.createDirectories(folder);
        Files.createDirectories(folder.resolve("db"));
        List<String> names = new ArrayList<>();
        for (String zone : zones) {
            String name = zone.lines().findFirst().orElseThrow();
            names.add(name);
            Files.writeString(
                    folder.resolve(name + ".zone"),
                    """
                    $ORIGIN %s.
                    $TTL 60
                    @ IN SOA ns1 hostmaster 1 60 60 3600 1
                    @ IN NS ns1
                    ns1 IN A %s
                    """
                                    .formatted(name, address)
                            + zone.substring(name.length()).stripLeading()
                            + "\n");
        }
        Path configuration = folder.resolve("knot.conf");
        Files.writeString(configuration, configuration(names));
        process =
                new ProcessBuilder(Programs.of("knotd", "knot"), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("knot.log").toFile())
                        .start();
        Eventually.eventually("knot answers", () -> answers(names));
    }

    private String configuration(List<String> zones) {
        StringBuilder text =
                new StringBuilder(
                        """
                        server:
                            listen: %1$s@%2$d
                            rundir: %3$s
                            udp-workers: 1
                            tcp-workers: 1
                            background-workers: 1
                        database:
                            storage: %3$s/db
                            journal-db-max-size: 16M
                            kasp-db-max-size: 16M
                            timer-db-max-size: 16M
                        control:
                            listen: %3$s/control
                        log:
                          - target: stdout
                            any: info
                        key:
                          - id: %4$s
                            algorithm: hmac-sha256
                            secret: %5$s
                        acl:
                          - id: write
                            key: %4$s
                            action: update
                            update-type: [TXT]
                        template:
                          - id: default
                            storage: %3$s
                            file: "%%s.zone"
                            zonefile-sync: -1
                            journal-content: changes
                        zone:
                        """
                                .formatted(address, port, folder, KEY, SECRET));
        for (String zone : zones) {
            text.append("  - domain: ").append(zone).append('\n');
            if (!zone.endsWith(LOCKED)) {
                text.append("    acl: write\n");
            }
        }
        return text.toString();
    }

    /// Where it listens, by UDP and TCP.
    public ServerAddress address() {
        return new ServerAddress(address, port);
    }

    /// Writes a value, as somebody else with the same key would.
    public void put(String zone, String owner, String value) throws IOException {
        Update update = new Update(absolute(zone));
        update.add(new TXTRecord(absolute(owner), DClass.IN, 60, value));
        send(update);
    }

    /// Leaves exactly these values at a name.
    public void set(String zone, String owner, String... values) throws IOException {
        Update update = new Update(absolute(zone));
        update.delete(absolute(owner), Type.TXT);
        for (String value : values) {
            update.add(new TXTRecord(absolute(owner), DClass.IN, 60, value));
        }
        send(update);
    }

    /// Deletes one value.
    public void delete(String zone, String owner, String value) throws IOException {
        Update update = new Update(absolute(zone));
        update.delete(new TXTRecord(absolute(owner), DClass.IN, 60, value));
        send(update);
    }

    /// The values at a name, sorted.
    public List<String> values(String owner) throws IOException {
        List<String> values = new ArrayList<>();
        for (Record record : ask(owner, Type.TXT).getSection(Section.ANSWER)) {
            if (record instanceof TXTRecord txt) {
                values.add(String.join("", txt.getStrings()));
            }
        }
        values.sort(null);
        return values;
    }

    private void send(Update update) throws IOException {
        SimpleResolver resolver = resolver();
        resolver.setTSIGKey(
                new TSIG(TSIG.HMAC_SHA256, absolute(KEY), Base64.getDecoder().decode(SECRET)));
        int code = resolver.send(update).getRcode();
        if (code != Rcode.NOERROR) {
            throw new AssertionError("knot refuses an update of the test's: " + Rcode.string(code));
        }
    }

    private boolean answers(List<String> zones) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "knot has ended: " + Files.readString(folder.resolve("knot.log")));
        }
        try {
            for (String zone : zones) {
                Message answer = ask(zone, Type.SOA);
                if (answer.getRcode() != Rcode.NOERROR || !answer.getHeader().getFlag(Flags.AA)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Message ask(String owner, int type) throws IOException {
        return resolver()
                .send(Message.newQuery(Record.newRecord(absolute(owner), type, DClass.IN)));
    }

    private SimpleResolver resolver() {
        SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(address, port));
        resolver.setTCP(true);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver;
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("name: " + name, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
