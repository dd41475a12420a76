package croft.edge.cache;

import java.util.List;
import java.util.Map;

/// Values of structured fields (RFC 9651 §3).
sealed interface Structured {
    /// What stands in a list, or behind a key of a dictionary: an item, or several in parentheses.
    sealed interface Member extends Structured {}

    /// One value with its parameters (RFC 9651 §3.3).
    record Item(Bare value, Map<String, Bare> parameters) implements Member {
        public Item {
            parameters = Map.copyOf(parameters);
        }
    }

    /// Items in parentheses (RFC 9651 §3.1.1).
    record InnerList(List<Item> items, Map<String, Bare> parameters) implements Member {
        public InnerList {
            items = List.copyOf(items);
            parameters = Map.copyOf(parameters);
        }
    }

    /// A value alone (RFC 9651 §3.3).
    sealed interface Bare extends Structured {}

    /// Of at most 15 digits (RFC 9651 §3.3.1).
    record Whole(long value) implements Bare {}

    /// In thousandths: at most three digits stand behind the point (RFC 9651 §3.3.2).
    record Decimal(long thousandths) implements Bare {}

    /// Printable ASCII (RFC 9651 §3.3.3).
    record Text(String value) implements Bare {}

    /// A word without quotes (RFC 9651 §3.3.4).
    record Token(String value) implements Bare {}

    /// Octets, as base64 wrote them (RFC 9651 §3.3.5): nobody here looks inside.
    record Octets(String base64) implements Bare {}

    /// `?1` or `?0` (RFC 9651 §3.3.6).
    record Truth(boolean value) implements Bare {}

    /// Seconds since 1970 (RFC 9651 §3.3.7).
    record Date(long seconds) implements Bare {}

    /// Text in any script, percent-encoded (RFC 9651 §3.3.8).
    record Display(String value) implements Bare {}

    /// `text` as a string of a structured field (RFC 9651 §4.1.6). What may not stand in one
    /// becomes a question mark.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c < ' ' || c >= 0x7f ? '?' : c);
        }
        return quoted.append('"').toString();
    }
}
