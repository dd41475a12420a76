package croft.edge.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Structured fields as text (RFC 9651 §4.1), written strictly; parameters by their names, since
/// what is read keeps no order of them.
final class Serialized {
    private Serialized() {}

    static String list(List<Structured.Member> members) {
        return members.stream().map(Serialized::member).collect(Collectors.joining(", "));
    }

    static String dictionary(Map<String, Structured.Member> members) {
        return members.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + member(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String member(Structured.Member member) {
        return switch (member) {
            case Structured.Item(Structured.Bare value, Map<String, Structured.Bare> parameters) ->
                    bare(value) + parameters(parameters);
            case Structured.InnerList(
                            List<Structured.Item> items,
                            Map<String, Structured.Bare> parameters) ->
                    items.stream()
                                    .map(Serialized::member)
                                    .collect(Collectors.joining(" ", "(", ")"))
                            + parameters(parameters);
        };
    }

    private static String parameters(Map<String, Structured.Bare> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> ";" + entry.getKey() + "=" + bare(entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String bare(Structured.Bare value) {
        return switch (value) {
            case Structured.Whole(long number) -> Long.toString(number);
            case Structured.Decimal(long thousandths) ->
                    (thousandths < 0 ? "-" : "")
                            + Math.abs(thousandths) / 1000
                            + "."
                            + String.valueOf(1000 + Math.abs(thousandths) % 1000).substring(1);
            case Structured.Text(String text) -> Structured.quoted(text);
            case Structured.Token(String token) -> token;
            case Structured.Octets(String base64) -> ":" + base64 + ":";
            case Structured.Truth(boolean truth) -> truth ? "?1" : "?0";
            case Structured.Date(long seconds) -> "@" + seconds;
            case Structured.Display(String text) -> display(text);
        };
    }

    /// RFC 9651 §4.1.11.
    private static String display(String text) {
        StringBuilder shown = new StringBuilder("%\"");
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet == '%' || octet == '"' || octet < ' ' || octet == 0x7F) {
                shown.append("%%%02x".formatted(octet & 0xFF));
            } else {
                shown.append((char) octet);
            }
        }
        return shown.append('"').toString();
    }
}
