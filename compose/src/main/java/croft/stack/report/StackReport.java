package croft.stack.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A stack as its launcher describes it in `.croft/run/stack.json`: what the other commands read.
///
/// @param launcher pid of the `croft up` that runs it
/// @param ready when everything was first healthy; empty until then
/// @param databasePort on loopback
public record StackReport(
        Path folder,
        long launcher,
        Instant since,
        Optional<Instant> ready,
        int httpPort,
        int httpsPort,
        int databasePort,
        List<ProcessReport> processes) {
    public StackReport {
        processes = List.copyOf(processes);
    }

    public Optional<ProcessReport> process(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }

    public String toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("folder", folder.toString());
        json.put("launcher", launcher);
        json.put("since", since.toString());
        json.put("ready", ready.map(Instant::toString).orElse(null));
        json.put("ports", Map.of("http", httpPort, "https", httpsPort, "database", databasePort));
        json.put("processes", processes.stream().map(ProcessReport::toJson).toList());
        return Json.write(json);
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @throws IOException if it is something else
    public static StackReport fromJson(String text) throws IOException {
        Json json = Json.read(text);
        try {
            String ready = json.get("ready").text("");
            return new StackReport(
                    Path.of(json.get("folder").text("")),
                    json.get("launcher").number(0),
                    Instant.parse(json.get("since").text("")),
                    ready.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(ready)),
                    (int) json.get("ports").get("http").number(0),
                    (int) json.get("ports").get("https").number(0),
                    (int) json.get("ports").get("database").number(0),
                    json.get("processes").elements().stream()
                            .map(ProcessReport::fromJson)
                            .toList());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("not the description of a stack: " + e.getMessage(), e);
        }
    }
}
