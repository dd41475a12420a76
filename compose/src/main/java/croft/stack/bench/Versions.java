package croft.stack.bench;

import croft.stack.launch.CannotStart;
import croft.stack.report.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a bench ran on: programs and machine.
final class Versions {
    private static final Map<String, String> OPTIONS =
            Map.of(
                    "nginx",
                    "-v",
                    "varnishd",
                    "-V",
                    "haproxy",
                    "-v",
                    "caddy",
                    "version",
                    "wrk",
                    "-v");

    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+[\\w.+-]*");

    private Versions() {}

    /// The first thing in what the program says of itself that looks like a version.
    static String of(Programs programs, String program) {
        try {
            Process process =
                    new ProcessBuilder(
                                    List.of(
                                            programs.path(program),
                                            OPTIONS.getOrDefault(program, "--version")))
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher number = NUMBER.matcher(said);
            return number.find() ? number.group() : "unknown";
        } catch (CannotStart | IOException e) {
            return "unknown";
        }
    }

    static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put(
                "processors",
                Runtime.getRuntime().availableProcessors()
                        + " × "
                        + first("/proc/cpuinfo", "model name"));
        machine.put("memory", memory(first("/proc/meminfo", "MemTotal")));
        machine.put(
                "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("system", first("/etc/os-release", "PRETTY_NAME"));
        return machine;
    }

    /// Of the kernel's `24684096 kB`, which are KiB.
    static String memory(String total) {
        return total.matches("\\d{1,12} kB")
                ? Octets.of(Long.parseLong(total.replace(" kB", "")) * 1024)
                : total;
    }

    /// The value of the first line of a file that begins with the word.
    private static String first(String file, String word) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(word))
                    .findFirst()
                    .map(line -> line.replaceFirst("^[^:=]*[:=]\\s*", "").replace("\"", ""))
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
