package croft.edge.cache;

import croft.edge.http.Recent;
import croft.edge.http.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// The value of a selecting field, normalised so far as its own definition allows (RFC 9111 §4.1):
/// values that mean the same become the same text.
final class SelectingValue {
    private static final Recent<String> RECENT = new Recent<>(line -> languages(List.of(line)));

    private SelectingValue() {}

    /// Of a field of a request; empty where the request has none.
    static String of(String name, RequestHead request) {
        return switch (name) {
            case Vary.HOST -> port(request);
            case "accept-encoding" -> Codings.of(request.fields().all(name)).normal();
            case "accept-language" -> {
                List<String> lines = request.fields().all(name);
                yield lines.size() == 1 ? RECENT.of(lines.getFirst()) : languages(lines);
            }
            default -> spaced(request.fields().all(name));
        };
    }

    /// Whether a field of a request has this value, without writing it where that can be known so.
    static boolean is(String value, String name, RequestHead request) {
        return name.equals(Vary.HOST) ? isPort(value, request) : value.equals(of(name, request));
    }

    /// @param value as [#port] writes it
    private static boolean isPort(String value, RequestHead request) {
        if (value.isEmpty() || isUsualPort(request)) {
            return value.isEmpty() && isUsualPort(request);
        }
        int port = 0;
        for (int i = 1; i < value.length(); i++) {
            port = 10 * port + (value.charAt(i) - '0');
        }
        return port == request.authority().port();
    }

    /// Whether it is the scheme's own port, named or not.
    static boolean isUsualPort(RequestHead request) {
        int port = request.authority().port();
        return port < 0 || port == (request.secure() ? 443 : 80);
    }

    /// `:8443`; empty for the scheme's own port, named or not.
    static String port(RequestHead request) {
        return isUsualPort(request) ? "" : ":" + request.authority().port();
    }

    /// RFC 9110 §12.5.4: what is liked best first; the case of a language and the order of those
    /// that are liked equally mean nothing.
    private static String languages(List<String> lines) {
        TreeSet<Language> languages =
                new TreeSet<>(
                        Comparator.comparingInt(Language::quality)
                                .reversed()
                                .thenComparing(Language::range));
        for (String member : split(lines)) {
            int semicolon = member.indexOf(';');
            int end = semicolon < 0 ? member.length() : semicolon;
            int quality = Quality.of(member, end);
            languages.add(
                    quality == Quality.MALFORMED
                            ? new Language(member.toLowerCase(Locale.ROOT), Quality.ONE)
                            : new Language(
                                    member.substring(0, end).strip().toLowerCase(Locale.ROOT),
                                    quality));
        }
        StringBuilder normal = new StringBuilder();
        for (Language language : languages) {
            normal.append(normal.isEmpty() ? "" : ",")
                    .append(language.range)
                    .append(Quality.text(language.quality));
        }
        return normal.toString();
    }

    /// RFC 9110 §5.3, §5.6.1: lines are one list, and white space around its members means nothing;
    /// inside quotation marks it does.
    private static String spaced(List<String> lines) {
        return lines.isEmpty() ? "" : String.join(",", split(lines));
    }

    /// The members of a list over all lines, none of them empty, each with single spaces.
    private static List<String> split(List<String> lines) {
        List<String> members = new ArrayList<>();
        StringBuilder member = new StringBuilder();
        for (String line : lines) {
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quoted) {
                    member.append(c);
                    if (c == '\\' && i + 1 < line.length()) {
                        i++;
                        member.append(line.charAt(i));
                    }
                    quoted = c != '"';
                } else if (c == ',') {
                    take(member, members);
                } else if (c == ' ' || c == '\t') {
                    if (!member.isEmpty() && member.charAt(member.length() - 1) != ' ') {
                        member.append(' ');
                    }
                } else {
                    quoted = c == '"';
                    member.append(c);
                }
            }
            take(member, members);
        }
        return members;
    }

    private static void take(StringBuilder member, List<String> members) {
        String text = member.toString().strip();
        if (!text.isEmpty()) {
            members.add(text);
        }
        member.setLength(0);
    }

    private record Language(String range, int quality) {}
}
