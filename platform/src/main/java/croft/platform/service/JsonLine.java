package croft.platform.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.LinkedHashMap;
import java.util.Map;

/// A log event as one JSON object on one line: `time` (RFC 3339, UTC), `level`, `logger`, `thread`,
/// `message`; `data` with what the MDC and the event's key-value pairs hold, as text; `exception`
/// with the whole trace.
final class JsonLine extends LayoutBase<ILoggingEvent> {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        line.append('{');
        text(line, "time", event.getInstant().toString());
        text(line.append(','), "level", event.getLevel().toString());
        text(line.append(','), "logger", event.getLoggerName());
        text(line.append(','), "thread", event.getThreadName());
        text(line.append(','), "message", event.getFormattedMessage());
        Map<String, String> data = data(event);
        if (!data.isEmpty()) {
            line.append(",\"data\":");
            char separator = '{';
            for (Map.Entry<String, String> entry : data.entrySet()) {
                text(line.append(separator), entry.getKey(), entry.getValue());
                separator = ',';
            }
            line.append('}');
        }
        IThrowableProxy exception = event.getThrowableProxy();
        if (exception != null) {
            text(line.append(','), "exception", ThrowableProxyUtil.asString(exception));
        }
        return line.append("}\n").toString();
    }

    /// What an event carries beside its message; a pair of the event wins over the MDC.
    static Map<String, String> data(ILoggingEvent event) {
        Map<String, String> data = new LinkedHashMap<>(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs()
                    .forEach(pair -> data.put(pair.key, String.valueOf(pair.value)));
        }
        return data;
    }

    private static void text(StringBuilder line, String name, String value) {
        quote(line, name);
        line.append(':');
        quote(line, value);
    }

    /// RFC 8259 §7; lone surrogates become the replacement character when the line is encoded.
    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        line.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
