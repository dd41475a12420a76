package croft.stack.figures;

import java.util.Arrays;
import java.util.List;

/// What is done to a server: so many requests of a kind, or a state it is brought into.
///
/// The name is what is typed and what results are filed under: [#parse] reads what [#name] writes.
public sealed interface Load {
    /// The loads that the targets speak of.
    List<Load> ALL =
            parseAll(
                    "h1:1k,h1:10k,h1:100k,h1:1m,h2:1k:10,h2:1k:32,h2:10k:32,h2:100k:10,h2:1m:10,"
                            + "hs:full,hs:resumed,h1p:10k,h2p:10k:10,h1p:1m,"
                            + "rate:h1:1k:1200,rate:h2:1k:1200,"
                            + "files:10k,files:1m,start,rss,idle:h1:3000,idle:h2:3000,fill:100000");

    int MOST_CONNECTIONS = 2_000;
    int MOST_STREAMS = 250;
    int MOST_PER_SECOND = 50_000;
    int MOST_HELD = 10_000;
    int MOST_OBJECTS = 200_000;

    /// Connections of HTTP/2, and of a paced load.
    int FEW = 8;

    String name();

    /// One line for people.
    String title();

    /// Reads a comma-separated list.
    ///
    /// @throws IllegalArgumentException naming the first that is no load
    static List<Load> parseAll(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Load::parse)
                .distinct()
                .toList();
    }

    /// Reads a name.
    ///
    /// @throws IllegalArgumentException if it is none
    static Load parse(String text) {
        String[] words = text.split(":", -1);
        try {
            return switch (words[0]) {
                case "h1", "h1p" -> {
                    BodySize size = BodySize.of(word(words, 1, 3));
                    int connections =
                            words.length > 2
                                    ? number(words[2], 1, MOST_CONNECTIONS)
                                    : size.connections();
                    yield new Requests(Protocol.H1, size, 1, connections, words[0].equals("h1"));
                }
                case "h2", "h2p" ->
                        new Requests(
                                Protocol.H2,
                                BodySize.of(word(words, 1, 4)),
                                number(word(words, 2, 4), 1, MOST_STREAMS),
                                words.length > 3 ? number(words[3], 1, MOST_CONNECTIONS) : FEW,
                                words[0].equals("h2"));
                case "files" -> new Files(BodySize.of(word(words, 1, 2)));
                case "hs" ->
                        switch (word(words, 1, 2)) {
                            case "full" -> new Handshakes(false);
                            case "resumed" -> new Handshakes(true);
                            default -> throw unknown(words[1], "full or resumed");
                        };
                case "rate" ->
                        new Paced(
                                Protocol.of(word(words, 1, 4)),
                                BodySize.of(word(words, 2, 4)),
                                number(word(words, 3, 4), FEW, MOST_PER_SECOND));
                case "idle" ->
                        new Held(
                                Protocol.of(word(words, 1, 3)),
                                number(word(words, 2, 3), 1, MOST_HELD));
                case "fill" -> new Fill(number(word(words, 1, 2), 1, MOST_OBJECTS));
                case "rss" -> alone(words, new Resident());
                case "start" -> alone(words, new Start());
                default ->
                        throw unknown(
                                words[0],
                                "h1, h1p, h2, h2p, files, hs, rate, idle, fill, rss or start");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a load: " + e.getMessage(), e);
        }
    }

    private static Load alone(String[] words, Load load) {
        if (words.length > 1) {
            throw unknown(words[1], "nothing more");
        }
        return load;
    }

    private static String word(String[] words, int index, int most) {
        if (words.length > most) {
            throw unknown(words[most], "nothing more");
        }
        if (index >= words.length) {
            throw new IllegalArgumentException(
                    "too short (expected: such as h1:1k, h2:1k:32,"
                            + " h1p:10k, h2p:10k:10, hs:full, rate:h1:1k:1200, idle:h2:3000, fill:100000)");
        }
        return words[index];
    }

    private static int number(String word, int least, int most) {
        int number;
        try {
            number = Integer.parseInt(word);
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < least || number > most) {
            throw unknown(word, least + " to " + most);
        }
        return number;
    }

    private static IllegalArgumentException unknown(String word, String expected) {
        return new IllegalArgumentException("\"" + word + "\" (expected: " + expected + ")");
    }

    private static String plural(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /// As many requests as the server answers.
    ///
    /// @param streams at the same time on each connection
    /// @param stored whether the answer comes from the cache; else it may not be stored
    record Requests(Protocol protocol, BodySize size, int streams, int connections, boolean stored)
            implements Load {
        @Override
        public String name() {
            String usual = protocol.word() + (stored ? "" : "p") + ":" + size.word();
            return switch (protocol) {
                case H1 -> usual + (connections == size.connections() ? "" : ":" + connections);
                case H2 -> usual + ":" + streams + (connections == FEW ? "" : ":" + connections);
            };
        }

        @Override
        public String title() {
            return protocol.title()
                    + ", "
                    + size.title()
                    + (stored ? " from the cache, " : " passed through, ")
                    + plural(connections, "connection")
                    + (protocol == Protocol.H2 ? " of " + plural(streams, "stream") : "");
        }

        public String path() {
            return (stored ? "/a/" : "/pass/") + size.word();
        }
    }

    /// As many requests for a file as static-site answers by itself, without TLS.
    record Files(BodySize size) implements Load {
        /// The server of ours that has this load, and no other.
        public static final String OURS = "static-site";

        @Override
        public String name() {
            return "files:" + size.word();
        }

        @Override
        public String title() {
            return "A file of "
                    + size.title()
                    + " without TLS and without the edge, "
                    + plural(connections(), "connection")
                    + " of HTTP/1.1";
        }

        public String path() {
            return "/a/" + size.word();
        }

        public int connections() {
            return size.connections();
        }
    }

    /// A new connection, a TLS 1.3 handshake, one GET of 1 KiB, and the end; again and again.
    ///
    /// @param resumed from the newest ticket instead of with the certificate's key
    record Handshakes(boolean resumed) implements Load {
        /// How many times as long as with other loads a JVM is warmed with them: it compiles what
        /// it has seen often, and there are few of these a second.
        public static final int WARMTH = 4;

        /// What is asked for on each connection.
        public static final String PATH = "/a/" + BodySize.KIB_1.word();

        @Override
        public String name() {
            return resumed ? "hs:resumed" : "hs:full";
        }

        @Override
        public String title() {
            return "New connections, TLS 1.3 handshake "
                    + (resumed ? "resumed" : "in full")
                    + ", one GET of 1 KiB each";
        }
    }

    /// So many requests a second, whatever the server could do: for latency.
    record Paced(Protocol protocol, BodySize size, int perSecond) implements Load {
        @Override
        public String name() {
            return "rate:" + protocol.word() + ":" + size.word() + ":" + perSecond;
        }

        @Override
        public String title() {
            return protocol.title()
                    + ", "
                    + size.title()
                    + " from the cache, "
                    + perSecond
                    + " requests/s on "
                    + FEW
                    + " connections";
        }

        public String path() {
            return "/a/" + size.word();
        }
    }

    /// Connections that had one answer each and now only exist.
    record Held(Protocol protocol, int connections) implements Load {
        @Override
        public String name() {
            return "idle:" + protocol.word() + ":" + connections;
        }

        @Override
        public String title() {
            return "Memory for each of "
                    + connections
                    + " idle "
                    + protocol.title()
                    + " connections";
        }
    }

    /// So many distinct answers of 1 KiB in the cache.
    record Fill(int objects) implements Load {
        @Override
        public String name() {
            return "fill:" + objects;
        }

        @Override
        public String title() {
            return "Memory with " + objects + " answers of 1 KiB in the cache";
        }
    }

    /// A server that was just started and answered once.
    record Resident() implements Load {
        @Override
        public String name() {
            return "rss";
        }

        @Override
        public String title() {
            return "Memory of an idle server";
        }
    }

    /// From the start of the process to the first answer.
    record Start() implements Load {
        @Override
        public String name() {
            return "start";
        }

        @Override
        public String title() {
            return "From the start of the process to the first answer over TLS and HTTP/2";
        }
    }
}
