package croft.certs.dns;

import croft.certs.dns.StubApi.Fault;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.ServerAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider behind a stub of its interface.
final class HttpProvider implements Provider {
    private final StubApi api;
    private final Backend backend;
    private final DnsDrivers drivers;
    private final DnsProvider declared;

    HttpProvider(
            Path folder,
            DnsProvider.Kind kind,
            StubApi.Site site,
            Backend backend,
            String secret,
            ServerAddress... authoritative) {
        this.api = new StubApi(site);
        this.backend = backend;
        this.drivers = Declared.drivers(folder, secret);
        this.declared = Declared.http(kind, api.url(), authoritative);
    }

    StubApi api() {
        return api;
    }

    @Override
    public DnsDriver driver() {
        return drivers.of(declared);
    }

    @Override
    public void put(String zone, String owner, String value) throws Exception {
        backend.put(zone, owner, value);
    }

    @Override
    public List<String> held(String owner) throws Exception {
        return backend.held(owner).stream().sorted().toList();
    }

    @Override
    public boolean knowsZones() {
        return backend.knowsZones();
    }

    @Override
    public boolean deletes() {
        return backend.deletes();
    }

    @Override
    public int room() {
        return backend.room();
    }

    @Override
    public void befall(@Nullable Fault fault) {
        api.befall(fault);
    }

    @Override
    public void close() {
        drivers.close();
        api.close();
        backend.close();
    }

    /// What the stub writes to.
    interface Backend extends AutoCloseable {
        void put(String zone, String owner, String value) throws Exception;

        List<String> held(String owner) throws Exception;

        default boolean knowsZones() {
            return true;
        }

        default boolean deletes() {
            return true;
        }

        default int room() {
            return 100;
        }

        @Override
        default void close() {}
    }
}
