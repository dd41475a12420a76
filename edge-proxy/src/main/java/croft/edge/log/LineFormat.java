package croft.edge.log;

import croft.platform.declaration.AccessLogPolicy;

/// How exchanges become lines. Whatever a client sends, a line is one line, of printable ASCII, and
/// no longer than [#LONGEST_LINE].
sealed interface LineFormat permits JsonFormat, CombinedFormat {
    /// Characters of a target that are shown.
    int LONGEST_TARGET = 1024;

    /// Characters of any other text of a client's that are shown.
    int LONGEST_FIELD = 512;

    /// Octets that a character of such a text takes at most.
    int LONGEST_ESCAPE = 6;

    /// Octets of a line, its end included: a target, the names of a host and a site, method,
    /// `referer`, `user-agent`, `Cache-Status`, a fault; and what is our own.
    int LONGEST_LINE = LONGEST_ESCAPE * (LONGEST_TARGET + 7 * LONGEST_FIELD) + 1024;

    static LineFormat of(AccessLogPolicy policy) {
        Addresses addresses = new Addresses(policy.addresses());
        Redaction redaction = new Redaction(policy.query(), policy.hidden());
        return switch (policy.format()) {
            case JSON -> new JsonFormat(addresses, redaction);
            case COMBINED -> new CombinedFormat(addresses, redaction);
        };
    }

    /// What each line of a connection has in common, as far as it stands at one place.
    byte[] prefix(ConnectionLog connection);

    /// Appends a line.
    ///
    /// @param clock set to the end of the exchange
    void line(LineBuffer out, Notes notes, LineClock clock);

    /// Appends a character that cannot stand for itself, in its escaped form.
    void escape(LineBuffer out, char c);

    /// Appends what came from outside.
    ///
    /// @param longest characters that are shown; dots stand for the rest
    default void text(LineBuffer out, String text, int longest) {
        text(out, text, 0, text.length(), longest);
    }

    /// Appends a part of what came from outside.
    default void text(LineBuffer out, String text, int from, int end, int longest) {
        int last = Math.min(end, from + longest);
        for (int i = out.plain(text, from, last); i < last; i = out.plain(text, i + 1, last)) {
            escape(out, text.charAt(i));
        }
        if (last < end) {
            out.octet('.');
            out.octet('.');
            out.octet('.');
        }
    }
}
