package croft.platform.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Logging of every program that has platform on its class path: to standard output, as `CROFT_LOG`
/// says. Found by logback as a service provider; no configuration file is read, which also spares
/// the XML parser.
public final class LogSetup extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        boolean text = "text".equals(System.getenv(LogFormat.VARIABLE));
        var layout = text ? new TextLine(isTerminal()) : new JsonLine();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        for (String talkative :
                new String[] {
                    "io.micronaut",
                    "io.netty",
                    "com.zaxxer.hikari",
                    "org.flywaydb",
                    "crawlercommons"
                }) {
            context.getLogger(talkative).setLevel(Level.WARN);
        }
        // A failed start is reported once, by CroftService.
        context.getLogger("io.micronaut.http.server.netty.NettyHttpServer").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
