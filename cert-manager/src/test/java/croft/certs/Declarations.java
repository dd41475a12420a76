package croft.certs;

import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Declarations for tests: sites from host names, and one that changes when the test says.
public final class Declarations implements LiveDeclaration {
    private final List<Consumer<Declaration>> listeners = new CopyOnWriteArrayList<>();
    private volatile Declaration current;

    public Declarations(String... hosts) {
        current = of(hosts);
    }

    /// A site for each argument: its host, then its aliases, separated by spaces.
    public static Declaration of(String... sites) {
        return new Declaration(
                Optional.empty(),
                new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                Arrays.stream(sites).map(Declarations::site).toList());
    }

    private static Site site(String text) {
        List<HostName> names = Arrays.stream(text.split(" ", -1)).map(HostName::new).toList();
        return new Site(
                names.getFirst(),
                names.subList(1, names.size()),
                new Serving.Proxy(new Origin("127.0.0.1", 3000)));
    }

    public void change(String... hosts) {
        change(of(hosts));
    }

    public void change(Declaration changed) {
        current = changed;
        listeners.forEach(listener -> listener.accept(changed));
    }

    @Override
    public Declaration current() {
        return current;
    }

    @Override
    public void onChange(Consumer<Declaration> listener) {
        listener.accept(current);
        listeners.add(listener);
    }

    @Override
    public State state() {
        return new State("croft.yml", "", Instant.EPOCH, List.of());
    }
}
