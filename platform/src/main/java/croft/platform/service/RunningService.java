package croft.platform.service;

import io.micronaut.context.ApplicationContext;
import java.net.URI;

/// A service that has started. Closing it stops its beans in the reverse of the order in which they
/// were made.
public final class RunningService implements AutoCloseable {
    private final ApplicationContext context;
    private final URI management;

    RunningService(ApplicationContext context, URI management) {
        this.context = context;
        this.management = management;
    }

    /// For tests that look inside.
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Where `/health`, `/metrics` and `/status` are, without a slash at the end.
    public URI management() {
        return management;
    }

    @Override
    public void close() {
        context.close();
    }
}
