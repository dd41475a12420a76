package croft.edge.cache;

/// Weights, as negotiation writes them: `;q=0.5` (RFC 9110 §12.4.2).
final class Quality {
    static final int ONE = 1000;
    static final int MALFORMED = -1;

    private Quality() {}

    /// The weight behind a member's name, in thousandths; 1 where there is none.
    ///
    /// @param start where the parameters begin, at a semicolon or at the end
    static int of(String member, int start) {
        int at = start;
        while (at < member.length()) {
            int end = member.indexOf(';', at + 1);
            if (end < 0) {
                end = member.length();
            }
            String parameter = member.substring(at + 1, end).strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                return parse(parameter.substring(2).strip());
            }
            at = end;
        }
        return ONE;
    }

    /// `0`, `1`, and up to three digits behind a point.
    static int parse(String text) {
        if (text.isEmpty()
                || text.length() > 5
                || (text.charAt(0) != '0' && text.charAt(0) != '1')) {
            return MALFORMED;
        }
        int thousandths = (text.charAt(0) - '0') * ONE;
        if (text.length() > 1 && text.charAt(1) != '.') {
            return MALFORMED;
        }
        int unit = ONE / 10;
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return MALFORMED;
            }
            thousandths += (c - '0') * unit;
            unit /= 10;
        }
        return thousandths > ONE ? MALFORMED : thousandths;
    }

    /// `;q=0.5`; nothing for 1.
    static String text(int thousandths) {
        if (thousandths >= ONE) {
            return "";
        }
        if (thousandths == 0) {
            return ";q=0";
        }
        String digits = String.valueOf(ONE + thousandths).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return ";q=0." + digits.substring(0, end);
    }
}
