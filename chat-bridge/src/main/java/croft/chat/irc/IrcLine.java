package croft.chat.irc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One line between an IRC server and a client (https://modern.ircdocs.horse, and message tags of
/// IRCv3).
///
/// @param tags by their names; a tag without a value has an empty one
/// @param source who it is from: `nick!user@host`, or a server's name
/// @param params of which the last alone may be empty, hold spaces or begin with a colon
record IrcLine(
        Map<String, String> tags, Optional<String> source, String command, List<String> params) {
    /// What would end the line, and so begin another one that nobody wrote.
    private static final String FORBIDDEN = "\r\n\0";

    IrcLine {
        tags = Map.copyOf(tags);
        params = List.copyOf(params);
        for (int i = 0; i < params.size(); i++) {
            String param = params.get(i);
            boolean middle = i < params.size() - 1;
            if (param.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)
                    || (middle && !isWord(param))) {
                throw new IllegalArgumentException(
                        command
                                + ": its parameter "
                                + (i + 1)
                                + " would be read as something else (expected: no CR, LF or NUL;"
                                + " before the last one no space, and no colon at the start)");
            }
        }
    }

    static IrcLine of(String command, String... params) {
        return new IrcLine(Map.of(), Optional.empty(), command, List.of(params));
    }

    IrcLine tagged(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.putAll(more);
        return new IrcLine(all, source, command, params);
    }

    /// A parameter, or an empty text if there are not so many.
    String param(int index) {
        return index < params.size() ? params.get(index) : "";
    }

    String last() {
        return params.isEmpty() ? "" : params.getLast();
    }

    /// Whether a person sent it, and not a server.
    boolean isFromPerson() {
        return source.isPresent() && source.get().indexOf('!') > 0;
    }

    /// The nick, or the server's name.
    String from() {
        String whole = source.orElse("");
        int end = whole.indexOf('!');
        return end < 0 ? whole : whole.substring(0, end);
    }

    Optional<String> tag(String name) {
        return Optional.ofNullable(tags.get(name)).filter(value -> !value.isEmpty());
    }

    /// Reads a line; empty if there is no command in it. NULs are left out.
    static Optional<IrcLine> read(String whole) {
        String text = whole.replace("\0", "").replace("\r", "").replace("\n", "");
        int at = 0;
        Map<String, String> tags = new LinkedHashMap<>();
        if (text.startsWith("@")) {
            int end = wordEnd(text, 0);
            for (String tag : text.substring(1, end).split(";", -1)) {
                int equals = tag.indexOf('=');
                String name = equals < 0 ? tag : tag.substring(0, equals);
                if (!name.isEmpty()) {
                    tags.put(name, equals < 0 ? "" : unescaped(tag.substring(equals + 1)));
                }
            }
            at = wordStart(text, end);
        }
        Optional<String> source = Optional.empty();
        if (at < text.length() && text.charAt(at) == ':') {
            int end = wordEnd(text, at);
            source = Optional.of(text.substring(at + 1, end));
            at = wordStart(text, end);
        }
        int end = wordEnd(text, at);
        String command = text.substring(at, end);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        List<String> params = new ArrayList<>();
        for (at = wordStart(text, end); at < text.length(); at = wordStart(text, end)) {
            if (text.charAt(at) == ':') {
                params.add(text.substring(at + 1));
                break;
            }
            end = wordEnd(text, at);
            params.add(text.substring(at, end));
        }
        return Optional.of(new IrcLine(tags, source, command, params));
    }

    /// As it is sent, without the line's end.
    String written() {
        StringBuilder line = new StringBuilder();
        if (!tags.isEmpty()) {
            char before = '@';
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                line.append(before).append(tag.getKey());
                if (!tag.getValue().isEmpty()) {
                    line.append('=').append(escaped(tag.getValue()));
                }
                before = ';';
            }
            line.append(' ');
        }
        source.ifPresent(from -> line.append(':').append(from).append(' '));
        line.append(command);
        for (int i = 0; i < params.size(); i++) {
            String param = params.get(i);
            line.append(i < params.size() - 1 || isWord(param) ? " " : " :").append(param);
        }
        return line.toString();
    }

    private static boolean isWord(String param) {
        return !param.isEmpty() && param.charAt(0) != ':' && param.indexOf(' ') < 0;
    }

    private static int wordEnd(String text, int at) {
        int end = text.indexOf(' ', at);
        return end < 0 ? text.length() : end;
    }

    private static int wordStart(String text, int at) {
        int start = at;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return start;
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case ';' -> text.append("\\:");
                case ' ' -> text.append("\\s");
                case '\\' -> text.append("\\\\");
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\0' -> {}
                default -> text.append(value.charAt(i));
            }
        }
        return text.toString();
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (++i < value.length()) {
                text.append(
                        switch (value.charAt(i)) {
                            case ':' -> ';';
                            case 's' -> ' ';
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            default -> value.charAt(i);
                        });
            }
        }
        return text.toString();
    }
}
