package croft.chat.mattermost.paper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The double as a program, for stacks of containers: it listens where Mattermost does, and has who
/// and what its environment names. What is said there is kept in memory.
///
/// | variable | meaning |
/// |---|---|
/// | `PAPER_ADMIN` | the administrator's token |
/// | `PAPER_BOTS`, `PAPER_PEOPLE` | `NAME=TOKEN`, comma-separated |
/// | `PAPER_CHANNELS` | `TEAM/CHANNEL`, comma-separated; everybody is in all of them |
/// | `PAPER_RELEASE` | such as `V11_7`, the default |
///
/// A token that begins with `/` is the path of the file that holds it. `MM_…` are Mattermost's own.
public final class PaperServer {
    /// Mattermost's own.
    private static final int PORT = 8065;

    private PaperServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (PaperMattermost server = start(System.getenv(), "0.0.0.0", PORT)) {
            System.out.println("Listening on port " + server.port());
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException e) {
            System.err.println("mattermost: " + e.getMessage());
            System.exit(78);
        }
    }

    /// Starts it as its environment says.
    ///
    /// @param port 0 for any
    /// @throws IllegalArgumentException if the environment cannot be understood
    public static PaperMattermost start(Map<String, String> environment, String address, int port)
            throws IOException, InterruptedException {
        Settings settings = Settings.forBridges(release(environment)).withEnvironment(environment);
        Map<String, String> bots = tokens(environment, "PAPER_BOTS");
        Map<String, String> people = tokens(environment, "PAPER_PEOPLE");
        List<String> channels = channels(environment);
        String admin = environment.getOrDefault("PAPER_ADMIN", "");
        PaperMattermost server =
                PaperMattermost.start(
                        settings,
                        new InetSocketAddress(InetAddress.getByName(address), port),
                        admin.isEmpty() ? Id.next() : token("PAPER_ADMIN", admin));
        List<Person> everybody = new ArrayList<>(List.of(server.admin()));
        bots.forEach(
                (name, token) -> everybody.add(server.account(name, "system_user", true, token)));
        people.forEach(
                (name, token) -> everybody.add(server.account(name, "system_user", false, token)));
        for (String channel : channels) {
            server.open(channel, everybody.toArray(Person[]::new));
        }
        return server;
    }

    private static Release release(Map<String, String> environment) {
        String name = environment.getOrDefault("PAPER_RELEASE", Release.V11_7.name());
        for (Release release : Release.values()) {
            if (release.name().equals(name)) {
                return release;
            }
        }
        throw new IllegalArgumentException(
                "PAPER_RELEASE: " + name + " (expected: one of " + List.of(Release.values()) + ")");
    }

    private static Map<String, String> tokens(Map<String, String> environment, String variable) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String pair : words(environment, variable)) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new IllegalArgumentException(variable + ": (expected: NAME=TOKEN, …)");
            }
            tokens.put(parts[0], token(variable, parts[1]));
        }
        return tokens;
    }

    private static List<String> channels(Map<String, String> environment) {
        List<String> channels = words(environment, "PAPER_CHANNELS");
        for (String channel : channels) {
            if (!channel.matches("[^/]+/[^/]+")) {
                throw new IllegalArgumentException(
                        "PAPER_CHANNELS: " + channel + " (expected: TEAM/CHANNEL, …)");
            }
        }
        return channels;
    }

    private static List<String> words(Map<String, String> environment, String variable) {
        return List.of(environment.getOrDefault(variable, "").split(",", -1)).stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String token(String variable, String value) {
        if (!value.startsWith("/")) {
            return value;
        }
        try {
            return Files.readString(Path.of(value)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    variable + ": " + value + " cannot be read (expected: a file with a token)", e);
        }
    }
}
