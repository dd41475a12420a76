package croft.stack;

import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import croft.certs.dns.Knot;
import croft.platform.declaration.ServerAddress;
import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// A real stack whose certificates come from an authority of the bench, half of the names proved by
/// http-01 and half by dns-01. Its processes may be killed, and all of it may be started anew on
/// the same folder.
final class CrashBench implements AutoCloseable {
    static final List<String> BY_FILE =
            List.of("h1.example.test", "h2.example.test", "h3.example.test", "h4.example.test");

    /// The last one with its wildcard.
    static final List<String> BY_RECORD =
            List.of("d1.example.test", "d2.example.test", "d3.example.test", "d4.example.test");

    static final int NAMES = BY_FILE.size() + BY_RECORD.size();

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder = Folders.withOneSite();
    private final Path namesFolder = Files.createTempDirectory("croft-knot");
    private final int httpPort = RunningCroft.freePort();
    private final int httpsPort = RunningCroft.freePort();
    private final Knot names;
    private final Pebble authority;
    private RunningCroft croft;
    private int declared;

    CrashBench(PebbleOptions options) throws Exception {
        names = Knot.of(namesFolder, "test", "example.test\n@ IN A 127.0.0.1\n* IN A 127.0.0.1");
        authority =
                options.lookingAt(httpPort, httpsPort).asking(names.address().toString()).start();
        Files.writeString(
                Files.createDirectories(folder.resolve(".croft/secrets")).resolve("tsig"),
                Knot.SECRET);
        declare();
        croft = begin();
    }

    private RunningCroft begin() throws Exception {
        RunningCroft begun = RunningCroft.begin(Croft.class, folder, httpPort, httpsPort);
        begun.await(report ->
                report.processes().size() >= 4
                        && report.processes().stream().allMatch(p -> p.state() == State.UP));
        return begun;
    }

    /// Ends the stack as its operator would, and starts it anew.
    void restart() throws Exception {
        croft.close();
        croft = begin();
    }

    RunningCroft croft() {
        return croft;
    }

    Path folder() {
        return folder;
    }

    Pebble authority() {
        return authority;
    }

    /// Where the zone is, by UDP and TCP.
    ServerAddress zoneServer() {
        return names.address();
    }

    /// Writes croft.yml, each time a little different, so that everybody looks at it anew.
    void declare() throws IOException {
        declared++;
        StringBuilder text =
                new StringBuilder(
                        """
                        certificates:
                          authority: { directory: "%s", root: "%s" }
                          profile: shortlived
                          resolvers: ["%s"]
                          challenge: http-01
                          dns: { provider: rfc2136, server: "%s", user: "%s", secret: tsig, authoritative: ["%s"] }
                        sites:
                          - { host: looked.localhost, proxy: "http://127.0.0.1:%d", certificate: { authority: local } }
                        """
                                .formatted(
                                        authority.directory(),
                                        authority.serverRoot(),
                                        names.address(),
                                        names.address(),
                                        Knot.KEY,
                                        names.address(),
                                        1 + declared % 100));
        for (String host : BY_FILE) {
            text.append("  - { host: %s, static: ./www }\n".formatted(host));
        }
        for (String host : BY_RECORD) {
            text.append(
                    "  - { host: %s, static: ./www, certificate: { challenge: dns-01%s } }\n"
                            .formatted(host, host.startsWith("d4") ? ", wildcard: yes" : ""));
        }
        Files.writeString(folder.resolve("croft.yml"), text.toString());
    }

    /// Lets the moment at which every name is renewed be past, and has cert-manager look. So much
    /// time passes for our copy of the authority's limits, too.
    void makeDue() throws Exception {
        makeDue("example.test");
    }

    /// The same for names that end so.
    void makeDue(String suffix) throws Exception {
        eventually(
                "names are due",
                () -> {
                    execute(
                            """
                            update certs.version v set ari_start = now() - interval '3 hours',
                                ari_choice = now() - interval '2 hours', ari_end = now() - interval '1 hour',
                                ari_next_check = now() + interval '1 day'
                            where directory is not null and ari_next_check is not null and number =
                                (select max(number) from certs.version o where o.certificate = v.certificate)
                              and exists (select from certs.certificate c
                                where c.id = v.certificate and c.names[1] like '%%%s')
                            """
                                    .formatted(suffix));
                    execute("delete from certs.bucket");
                    tryAgainNow();
                    return true;
                });
        declare();
    }

    /// The same for names whose newest version is not newer than this, once more: one that had just
    /// come may not have been due, as its authority was not asked about it yet.
    void makeDueBefore(String wish) throws Exception {
        if (!query(
                        """
                        update certs.version v set ari_start = now() - interval '3 hours',
                            ari_choice = now() - interval '2 hours', ari_end = now() - interval '1 hour'
                        where directory is not null and stored_at <= '%s' and ari_next_check is not null
                            and (ari_choice is null or ari_choice > now()) and number =
                                (select max(number) from certs.version o where o.certificate = v.certificate)
                        returning number
                        """
                                .formatted(wish))
                .isEmpty()) {
            declare();
        }
    }

    /// What every name waits for, for people.
    String standing() throws Exception {
        return query(
                """
                select c.names[1] || ': newest ' || coalesce((select v.stored_at || ' served '
                            || coalesce(v.served_at::text, 'not') || ' due ' || coalesce(v.ari_choice::text, '?')
                        from certs.version v where v.certificate = c.id order by number desc limit 1), 'none')
                    || ', tried ' || coalesce((select e.attempts || ' ' || coalesce(e.kind, '') || ' '
                            || coalesce(e.trouble, '') || ' again ' || coalesce(e.next_attempt_at::text, 'never')
                        from certs.effort e where e.certificate = c.id limit 1), 'never')
                    || ', open ' || (select count(*) from certs.issuance i
                        where i.certificate = c.id and i.ended_at is null) || chr(10)
                from certs.certificate c order by 1
                """);
    }

    /// Lets the pauses after failed tries be over.
    void tryAgainNow() throws Exception {
        execute("update certs.effort set next_attempt_at = now() where next_attempt_at > now()");
    }

    /// Whether an order is under way; empty where the database cannot say.
    Optional<String> orderUnderWay() {
        try {
            String states =
                    query(
                            "select distinct state from certs.issuance where ended_at is null order by 1");
            return states.isEmpty() ? Optional.empty() : Optional.of(states);
        } catch (IOException | SQLException _) {
            return Optional.empty();
        }
    }

    /// Whether a process is up.
    boolean isUp(String name) throws IOException {
        return croft.report().process(name).map(ProcessReport::state).equals(Optional.of(State.UP));
    }

    /// Ends a process with SIGKILL, if there is one at this moment.
    boolean kill(String name) throws IOException {
        Optional<ProcessHandle> process =
                croft.report().process(name).flatMap(ProcessReport::pid).flatMap(ProcessHandle::of);
        return process.isPresent() && process.get().destroyForcibly();
    }

    /// How often the authority has said this.
    long said(String words) throws IOException {
        return authority.log().lines().filter(line -> line.contains(words)).count();
    }

    List<String> records(String host) throws IOException {
        return names.values("_acme-challenge." + host);
    }

    /// The first column of every row, joined by spaces.
    String query(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return String.join(" ", rows);
        }
    }

    void execute(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws IOException, SQLException {
        return DriverManager.getConnection(
                databaseUrl(),
                "postgres",
                Files.readString(folder.resolve(".croft/secrets/database-owner")).strip());
    }

    String databaseUrl() throws IOException {
        return "jdbc:postgresql://127.0.0.1:" + croft.report().databasePort() + "/postgres";
    }

    /// Polls until it holds; what throws does not hold yet.
    void eventually(String what, Callable<Boolean> condition) throws Exception {
        if (!within(PATIENCE, condition)) {
            throw new AssertionError(
                    "not within "
                            + PATIENCE
                            + ": "
                            + what
                            + "\ncroft up printed:\n"
                            + croft.output());
        }
    }

    /// Whether it comes to hold within a time.
    boolean within(Duration limit, Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return true;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception _) {
                // Whoever is asked is being started again.
            }
            TimeUnit.MILLISECONDS.sleep(150);
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        croft.close();
        authority.close();
        names.close();
        Folders.delete(namesFolder);
        Folders.delete(folder);
    }
}
