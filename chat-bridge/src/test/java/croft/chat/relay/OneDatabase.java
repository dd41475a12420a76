package croft.chat.relay;

import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a PostgreSQL server, the same to all of them, with nothing in it.
final class OneDatabase implements ParameterResolver, BeforeEachCallback {
    /// The server, and an instance's ledger on it.
    record Instance(LedgerDatabase database, Ledger ledger) implements AutoCloseable {
        private static Instance start() {
            try {
                LedgerDatabase database = new LedgerDatabase();
                return new Instance(database, database.instance());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            database.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        instance(context).database().empty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Instance.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return instance(context);
    }

    private static Instance instance(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(OneDatabase.class, _ -> Instance.start(), Instance.class);
    }
}
