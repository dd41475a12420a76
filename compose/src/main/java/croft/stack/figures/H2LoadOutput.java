package croft.stack.figures;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What `h2load` prints, and the log that it writes of single requests.
public final class H2LoadOutput {
    private static final Pattern SUMMARY =
            Pattern.compile(
                    "requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed");
    private static final Pattern TOOK = Pattern.compile("finished in ([\\d.]+)(us|ms|s|m|h)");
    private static final Pattern PROTOCOL = Pattern.compile("Application protocol: (\\S+)");
    private static final Pattern DATA = Pattern.compile("\\((\\d+)\\) data");

    private final String output;

    private H2LoadOutput(String output) {
        this.output = output;
    }

    /// Reads the summary.
    ///
    /// @param protocol that was to be spoken
    /// @param octets of each answer's body
    /// @param seconds for which it was to run
    public static Answered read(String output, Protocol protocol, int octets, double seconds)
            throws NotUnderstood {
        return new H2LoadOutput(output).answered(protocol, octets, seconds);
    }

    /// Reads how many requests succeeded, whatever they answered.
    public static long succeeded(String output) throws NotUnderstood {
        return Long.parseLong(new H2LoadOutput(output).summary().group(1));
    }

    /// Reads the log of `--log-file`: begin, status and microseconds of a request a line, with
    /// tabs.
    public static Optional<Latency> latency(Stream<String> log) {
        return Latency.of(
                log.map(line -> line.split("\t"))
                        .filter(words -> words.length >= 3 && words[1].equals("200"))
                        .map(words -> Long.valueOf(words[2].strip()))
                        .collect(groupingBy(identity(), TreeMap::new, counting())));
    }

    private Answered answered(Protocol protocol, int octets, double seconds) throws NotUnderstood {
        Matcher summary = summary();
        long succeeded = Long.parseLong(summary.group(1));
        List<String> notes = new ArrayList<>();
        if (!summary.group(2).equals("0")) {
            notes.add(summary.group(2) + " failed");
        }
        String spoken = found(PROTOCOL).orElse("nothing");
        if (protocol == Protocol.H2 && !spoken.equals("h2")) {
            notes.add("spoke " + spoken + ", not h2");
        }
        // The last answers may be cut off by the end of the run.
        long data = found(DATA).map(Long::parseLong).orElse(0L);
        if (data < 0.99 * succeeded * octets) {
            notes.add("bodies too short");
        }
        if (!TOOK.matcher(output).find()) {
            throw new NotUnderstood("h2load", output);
        }
        return new Answered(succeeded, seconds, Optional.empty(), notes);
    }

    private Matcher summary() throws NotUnderstood {
        Matcher summary = SUMMARY.matcher(output);
        if (!summary.find()) {
            throw new NotUnderstood("h2load", output);
        }
        return summary;
    }

    private Optional<String> found(Pattern pattern) {
        Matcher matcher = pattern.matcher(output);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
