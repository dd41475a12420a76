package croft.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/// How a log event looks to machines and to people.
class LogLineTest {
    private static final String HOSTILE = "a \"b\"\n\r\t\\ \u001b[2J é \uD83C\uDFE1";

    @Test
    void isOneJsonObjectALine() throws Exception {
        LoggingEvent event = event(HOSTILE, Map.of("request", "r1", "site", "hidden"));
        event.setKeyValuePairs(List.of(new KeyValuePair("site", HOSTILE)));
        event.setThrowableProxy(
                new ThrowableProxy(
                        new IllegalStateException("outer", new IllegalArgumentException("inner"))));
        String line = new JsonLine().doLayout(event);
        assertThat(line).endsWith("}\n").hasLineCount(1).doesNotContain("\u001b");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("time").asText()).isEqualTo("2026-11-22T10:00:00.123Z");
        assertThat(json.get("level").asText()).isEqualTo("WARN");
        assertThat(json.get("logger").asText()).isEqualTo("croft.site.Files");
        assertThat(json.get("thread").asText()).isEqualTo("main");
        assertThat(json.get("message").asText()).isEqualTo(HOSTILE);
        assertThat(json.at("/data/request").asText()).isEqualTo("r1");
        assertThat(json.at("/data/site").asText()).isEqualTo(HOSTILE);
        assertThat(json.get("exception").asText()).contains("outer", "inner", "LogLineTest");
    }

    @Test
    void leavesOutWhatIsNotThere() throws Exception {
        JsonNode json = new ObjectMapper().readTree(new JsonLine().doLayout(event("m", Map.of())));
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("time", "level", "logger", "thread", "message");
    }

    @Test
    void isOneHarmlessLineForPeople() {
        LoggingEvent event = event(HOSTILE, Map.of());
        event.setKeyValuePairs(List.of(new KeyValuePair("site", "x\ny")));
        assertThat(new TextLine(false).doLayout(event))
                .endsWith(" WARN  Files a \"b\"??\t\\ ?[2J é \uD83C\uDFE1 site=x?y\n")
                .hasLineCount(1);
    }

    @Test
    void isColouredOnATerminal() {
        assertThat(new TextLine(true).doLayout(event("m", Map.of()))).contains("\u001b[33mWARN");
        assertThat(new TextLine(false).doLayout(event("m", Map.of()))).doesNotContain("\u001b");
    }

    private static LoggingEvent event(String message, Map<String, String> mdc) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setInstant(Instant.parse("2026-11-22T10:00:00.123Z"));
        event.setLevel(Level.WARN);
        event.setLoggerName("croft.site.Files");
        event.setThreadName("main");
        event.setMessage(message);
        event.setMDCPropertyMap(mdc);
        return event;
    }
}
