package croft.edge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/// What is logged while it is open.
final class Heard implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    Heard() {
        appender.start();
        root.addAppender(appender);
    }

    /// Every warning, every error, and everything with a trace.
    List<String> troubles() {
        return List.copyOf(appender.list).stream()
                .filter(event ->
                        event.getLevel().isGreaterOrEqual(Level.WARN)
                                || event.getThrowableProxy() != null)
                .map(ILoggingEvent::toString)
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
    }
}
