package croft.chat.command;

import croft.chat.message.Conversation;
import croft.chat.message.Literal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what somebody typed behind `/croft`. Pure.
final class Orders {
    /// Each command, with what it takes and what it does, in the order of the help.
    static final Map<String, Usage> ALL = usages();

    private static final int LONGEST = 1_000;

    private Orders() {}

    /// @param takes its arguments, as the help has them
    record Usage(String takes, String does) {}

    /// What was read.
    sealed interface Reading {
        /// It makes sense.
        record Read(Order order) implements Reading {}

        /// It does not.
        ///
        /// @param why Markdown
        record Misread(String why) implements Reading {}
    }

    private static Map<String, Usage> usages() {
        Map<String, Usage> all = new LinkedHashMap<>();
        all.put("site list", new Usage("", "projects and what is current of them"));
        all.put("site rollback", new Usage("PROJECT", "makes the release before current again"));
        all.put("site promote", new Usage("PROJECT RELEASE", "makes a release current"));
        all.put("cert status", new Usage("[NAME]", "how certificates stand"));
        all.put("cache purge", new Usage("URL", "has a page asked for anew"));
        all.put("wiki search", new Usage("WORDS", "finds pages that everybody may see"));
        all.put("bridge status", new Usage("", "how links and chats stand"));
        all.put(
                "bridge link",
                new Usage(
                        "CHAT/CHANNEL [CHAT/CHANNEL]", "links a channel with this or another one"));
        all.put("bridge unlink", new Usage("CHAT/CHANNEL [CHAT/CHANNEL]", "ends such a link"));
        all.put("help", new Usage("", "this"));
        return all;
    }

    /// @param text without `/croft`
    /// @param here where it was typed
    static Reading read(String text, Conversation here) {
        if (text.length() > LONGEST) {
            return misread(
                    "That is %d characters long (expected: at most %d)."
                            .formatted(text.length(), LONGEST));
        }
        List<String> typed =
                Arrays.stream(text.strip().split("\\s+", -1)).filter(w -> !w.isEmpty()).toList();
        if (typed.isEmpty() || typed.getFirst().equalsIgnoreCase("help")) {
            return new Reading.Read(new Order.Help());
        }
        String words =
                typed.stream()
                        .limit(2)
                        .map(w -> w.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "));
        if (!ALL.containsKey(words)) {
            return misread(
                    "There is no command "
                            + Literal.code("/croft " + words)
                            + "."
                            + suggestion(words));
        }
        List<String> rest = typed.stream().skip(2).toList();
        try {
            return new Reading.Read(order(words, rest, here));
        } catch (IllegalArgumentException e) {
            return misread(
                    Literal.of(String.valueOf(e.getMessage()), 300)
                            + "\nIt is used so: "
                            + usage(words));
        }
    }

    /// @throws IllegalArgumentException saying what is wrong with the arguments
    private static Order order(String words, List<String> rest, Conversation here) {
        return switch (words) {
            case "site list" -> none(rest, new Order.SiteList());
            case "site rollback" -> new Order.SiteRollback(name("PROJECT", only(rest, "PROJECT")));
            case "site promote" -> {
                if (rest.size() != 2) {
                    throw expected(rest, "PROJECT and RELEASE");
                }
                yield new Order.SitePromote(
                        name("PROJECT", rest.get(0)), name("RELEASE", rest.get(1)));
            }
            case "cert status" ->
                    new Order.CertStatus(
                            rest.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(only(rest, "NAME").toLowerCase(Locale.ROOT)));
            case "cache purge" -> new Order.CachePurge(url(only(rest, "URL")));
            case "wiki search" -> {
                if (rest.isEmpty()) {
                    throw expected(rest, "words");
                }
                yield new Order.WikiSearch(String.join(" ", rest));
            }
            case "bridge status" -> none(rest, new Order.BridgeStatus());
            case "bridge link" -> {
                List<Conversation> two = two(rest, here);
                yield new Order.BridgeLink(two.get(0), two.get(1));
            }
            case "bridge unlink" -> {
                List<Conversation> two = two(rest, here);
                yield new Order.BridgeUnlink(two.get(0), two.get(1));
            }
            default -> throw new IllegalArgumentException("no command " + words);
        };
    }

    private static Order none(List<String> rest, Order order) {
        if (!rest.isEmpty()) {
            throw expected(rest, "nothing more");
        }
        return order;
    }

    private static String only(List<String> rest, String what) {
        if (rest.size() != 1) {
            throw expected(rest, what);
        }
        return rest.getFirst();
    }

    private static IllegalArgumentException expected(List<String> rest, String what) {
        return new IllegalArgumentException(
                (rest.isEmpty() ? "Something is missing" : "\"" + String.join(" ", rest) + "\"")
                        + " (expected: "
                        + what
                        + ").");
    }

    /// Names of projects and labels of releases go into a path.
    private static String name(String what, String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}") || text.contains("..")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no " + what + " (expected: letters, digits, . _ and -).");
        }
        return text;
    }

    private static URI url(String text) {
        try {
            String bare = text.replaceFirst("^<(.*)>$", "$1");
            URI url = new URI(bare.contains("://") ? bare : "https://" + bare);
            if (url.getHost() != null
                    && String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT).matches("https?")) {
                return url.getRawPath().isEmpty() ? url.resolve("/") : url;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" (expected: a URL such as https://www.example.net/news).");
    }

    private static List<Conversation> two(List<String> rest, Conversation here) {
        if (rest.isEmpty() || rest.size() > 2) {
            throw expected(rest, "CHAT/CHANNEL, once or twice");
        }
        Conversation one = rest.size() == 2 ? Conversation.of(rest.get(0)) : here;
        Conversation other = Conversation.of(rest.getLast());
        if (one.equals(other)) {
            throw new IllegalArgumentException(
                    "\"" + one + "\" twice (expected: two different channels).");
        }
        return List.of(one, other);
    }

    /// The commands that are spelt most alike, or where to find all.
    private static String suggestion(String words) {
        String near =
                ALL.keySet().stream()
                        .filter(known -> distance(words, known) <= Math.max(2, known.length() / 4))
                        .sorted(Comparator.comparingInt(known -> distance(words, known)))
                        .limit(1)
                        .map(known -> Literal.code("/croft " + known))
                        .collect(Collectors.joining());
        if (!near.isEmpty()) {
            return " Did you mean " + near + "?";
        }
        String noun = words.split(" ", 2)[0];
        String sameNoun =
                ALL.keySet().stream()
                        .filter(known -> distance(noun, known.split(" ", 2)[0]) <= 1)
                        .map(known -> Literal.code("/croft " + known))
                        .collect(Collectors.joining(", "));
        return sameNoun.isEmpty()
                ? " " + Literal.code("/croft help") + " lists what there is."
                : " There are " + sameNoun + ".";
    }

    static String usage(String words) {
        String takes = Optional.ofNullable(ALL.get(words)).map(Usage::takes).orElse("");
        return Literal.code(("/croft " + words + " " + takes).strip());
    }

    private static Reading misread(String why) {
        return new Reading.Misread(why);
    }

    /// Letters to be put in, left out, replaced or swapped with their neighbour.
    static int distance(String one, String other) {
        int[][] d = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                d[i][j] =
                        Math.min(
                                Math.min(d[i - 1][j], d[i][j - 1]) + 1,
                                d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[one.length()][other.length()];
    }
}
