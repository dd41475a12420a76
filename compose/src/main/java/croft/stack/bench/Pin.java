package croft.stack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Which processors are the servers' and which the clients' and the origin's, as `taskset` takes
/// them: what one does then costs the other nothing.
public record Pin(String servers, String clients) {
    private static final Pattern PROCESSORS = Pattern.compile("\\d+([,-]\\d+)*");

    public Pin {
        for (String list : List.of(servers, clients)) {
            if (!PROCESSORS.matcher(list).matches()) {
                throw new IllegalArgumentException(
                        "\"" + list + "\" (expected: numbers of processors, such as 0 or 0,2-3)");
            }
        }
    }

    /// Reads `SERVERS:CLIENTS`.
    public static Pin parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" (expected: SERVERS:CLIENTS, such as 0:1)");
        }
        return new Pin(parts[0], parts[1]);
    }

    /// The command, on the clients' processors.
    List<String> client(List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", clients));
        pinned.addAll(command);
        return pinned;
    }

    @Override
    public String toString() {
        return "servers on processor " + servers + ", clients and origin on " + clients;
    }
}
