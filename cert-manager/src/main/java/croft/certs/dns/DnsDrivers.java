package croft.certs.dns;

import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.ServerAddress;
import croft.platform.secret.Secrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A driver for each declared provider. Drivers are cheap and hold nothing: connections and locks
/// are shared and live here, secrets are read when they are needed.
public final class DnsDrivers implements AutoCloseable {
    private final Secrets secrets;
    private final Path folder;
    private final Visibility visibility;
    private final Duration limit;
    private final Duration execLimit;
    private final OwnerLocks locks;
    private final HttpClient client;

    /// Drivers of a process that nobody else writes beside.
    ///
    /// @param folder that of croft.yml, where relative programs begin
    /// @param visibility for what some providers' interfaces cannot tell
    public DnsDrivers(Secrets secrets, Path folder, Visibility visibility) {
        this(secrets, folder, visibility, DnsDrivers::alone);
    }

    /// Drivers of one of several processes.
    ///
    /// @param further held, beside a lock of this process, by whatever changes an owner's records
    public DnsDrivers(Secrets secrets, Path folder, Visibility visibility, OwnerLock further) {
        this(secrets, folder, visibility, further, HttpApi.LIMIT, Exec.LIMIT);
    }

    /// @param limit for one answer
    /// @param execLimit for one run of a program
    DnsDrivers(
            Secrets secrets,
            Path folder,
            Visibility visibility,
            OwnerLock further,
            Duration limit,
            Duration execLimit) {
        this.locks = new OwnerLocks(further);
        this.secrets = secrets;
        this.folder = folder;
        this.visibility = visibility;
        this.limit = limit;
        this.execLimit = execLimit;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limit)
                        .build();
    }

    /// The driver for what croft.yml says. Nothing is asked yet.
    public DnsDriver of(DnsProvider declared) {
        Reading reading = owner -> visibility.values(owner, declared.authoritative());
        return switch (declared.kind()) {
            case LUADNS ->
                    new RecordListDriver(
                            new LuaDns(
                                    api(
                                            LuaDns.NAME,
                                            url(declared, LuaDns.URL),
                                            Login.basic(user(declared), credential(declared)),
                                            LuaDns.REMEDY)),
                            locks);
            case CLOUDFLARE ->
                    new RecordListDriver(
                            new Cloudflare(
                                    api(
                                            Cloudflare.NAME,
                                            url(declared, Cloudflare.URL),
                                            bearer(declared),
                                            Cloudflare.REMEDY)),
                            locks);
            case POWERDNS ->
                    new RecordSetDriver(
                            new PowerDns(
                                    api(
                                            PowerDns.NAME,
                                            url(declared),
                                            Login.field("X-API-Key", "", credential(declared)),
                                            PowerDns.REMEDY)),
                            locks);
            case DESEC ->
                    new RecordSetDriver(
                            new Desec(
                                    api(
                                            Desec.NAME,
                                            url(declared, Desec.URL),
                                            Login.field(
                                                    "Authorization",
                                                    "Token ",
                                                    credential(declared)),
                                            Desec.REMEDY)),
                            locks);
            case HETZNER ->
                    new Hetzner(
                            api(
                                    Hetzner.NAME,
                                    url(declared, Hetzner.URL),
                                    bearer(declared),
                                    Hetzner.REMEDY),
                            locks);
            case RFC2136 ->
                    new Rfc2136(
                            server(declared),
                            user(declared),
                            declared.algorithm().orElse("hmac-sha256"),
                            credential(declared),
                            limit);
            case ACME_DNS ->
                    new AcmeDns(
                            api(
                                    AcmeDns.NAME,
                                    url(declared),
                                    acmeDnsAccount(declared),
                                    AcmeDns.REMEDY),
                            reading,
                            locks);
            case HTTPREQ ->
                    new Httpreq(
                            api(
                                    Httpreq.NAME,
                                    url(declared),
                                    declared.user().isPresent() && declared.secret().isPresent()
                                            ? Login.basic(user(declared), credential(declared))
                                            : Login.none(),
                                    Httpreq.REMEDY),
                            reading);
            case EXEC ->
                    new Exec(
                            declared.command(),
                            folder,
                            declared.user(),
                            declared.secret().map(name -> new Credential(secrets, name)),
                            execLimit,
                            reading,
                            locks);
            case MANUAL -> new Manual(reading);
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    static <T> T alone(String owner, Work<T> work) throws DnsTrouble {
        return work.run();
    }

    private HttpApi api(String name, URI base, Login.Source login, String remedy) {
        return new HttpApi(client, name, base, login, remedy, limit);
    }

    private Login.Source bearer(DnsProvider declared) {
        return Login.field("Authorization", "Bearer ", credential(declared));
    }

    private Login.Source acmeDnsAccount(DnsProvider declared) {
        Login.Source key = Login.field("X-Api-Key", "", credential(declared));
        return () -> key.read().with("X-Api-User", user(declared));
    }

    // What a provider needs is checked where croft.yml is read, so it is there.

    private Credential credential(DnsProvider declared) {
        return new Credential(secrets, needed(declared, "secret", declared.secret()));
    }

    private static String user(DnsProvider declared) {
        return needed(declared, "user", declared.user());
    }

    private static ServerAddress server(DnsProvider declared) {
        return needed(declared, "server", declared.server());
    }

    private static URI url(DnsProvider declared) {
        return needed(declared, "url", declared.url());
    }

    private static URI url(DnsProvider declared, String otherwise) {
        return declared.url().orElseGet(() -> URI.create(otherwise));
    }

    private static <T> T needed(DnsProvider declared, String key, Optional<T> value) {
        return value.orElseThrow(() ->
                new IllegalArgumentException(declared + ": " + key + " missing (expected: there)"));
    }

    /// One writer at an owner at a time, among several processes: a lock of the database's.
    public interface OwnerLock {
        /// Does the work while nobody else does any at this owner.
        <T> T holding(String owner, Work<T> work) throws DnsTrouble;
    }

    /// What is done meanwhile. It may take as long as a driver's time limits allow.
    public interface Work<T> {
        T run() throws DnsTrouble;
    }
}
