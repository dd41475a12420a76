package croft.platform.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// A log event for people: local time, level, logger, message, and what belongs to it. Control
/// characters are replaced, so that no message moves the cursor or forges a line.
final class TextLine extends LayoutBase<ILoggingEvent> {
    private static final String PLAIN = "\u001b[0m";
    private static final String DIM = "\u001b[2m";

    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private final boolean colour;

    TextLine(boolean colour) {
        this.colour = colour;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        line.append(painted(DIM, time.format(event.getInstant())))
                .append(' ')
                .append(painted(paint(event.getLevel()), "%-5s".formatted(event.getLevel())))
                .append(' ')
                .append(painted(DIM, shortened(event.getLoggerName())))
                .append(' ')
                .append(harmless(event.getFormattedMessage()));
        for (Map.Entry<String, String> entry : JsonLine.data(event).entrySet()) {
            line.append(' ')
                    .append(painted(DIM, harmless(entry.getKey()) + "="))
                    .append(harmless(entry.getValue()));
        }
        line.append('\n');
        IThrowableProxy exception = event.getThrowableProxy();
        if (exception != null) {
            line.append(ThrowableProxyUtil.asString(exception));
        }
        return line.toString();
    }

    private String painted(String paint, String text) {
        return colour ? paint + text + PLAIN : text;
    }

    private static String paint(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "\u001b[31m";
            case Level.WARN_INT -> "\u001b[33m";
            default -> "\u001b[32m";
        };
    }

    private static String shortened(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\t]]", "?");
    }
}
