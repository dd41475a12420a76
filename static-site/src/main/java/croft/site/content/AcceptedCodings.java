package croft.site.content;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which content codings a client takes, and how much it likes them (RFC 9110 §12.5.3).
public final class AcceptedCodings {
    /// Of a request without the field: what no client has named, it may not be able to read.
    private static final AcceptedCodings PLAIN_ONLY = new AcceptedCodings(Map.of(), 0);

    /// Weights are counted in thousandths, as they have three digits at most (§12.4.2).
    private static final int FULL = 1000;

    private final Map<Coding, Integer> weights;
    private final int plain;

    private AcceptedCodings(Map<Coding, Integer> weights, int plain) {
        this.weights = weights;
        this.plain = plain;
    }

    /// Reads the field; several lines of it are to be given joined by commas.
    public static AcceptedCodings of(Optional<String> field) {
        return field.map(AcceptedCodings::read).orElse(PLAIN_ONLY);
    }

    private static AcceptedCodings read(String field) {
        Map<Coding, Integer> weights = new EnumMap<>(Coding.class);
        Optional<Integer> plain = Optional.empty();
        Optional<Integer> others = Optional.empty();
        for (String member : field.split(",", -1)) {
            int semicolon = member.indexOf(';');
            String token =
                    (semicolon < 0 ? member : member.substring(0, semicolon))
                            .strip()
                            .toLowerCase(Locale.ROOT);
            int weight = semicolon < 0 ? FULL : weight(member.substring(semicolon + 1));
            switch (token) {
                case "br" -> weights.put(Coding.BR, weight);
                case "zstd" -> weights.put(Coding.ZSTD, weight);
                case "gzip", "x-gzip" -> weights.put(Coding.GZIP, weight); // §8.4.1.3
                case "identity" -> plain = Optional.of(weight);
                case "*" -> others = Optional.of(weight);
                default -> {} // nothing that is kept here
            }
        }
        if (others.isPresent()) {
            for (Coding coding : Coding.values()) {
                weights.putIfAbsent(coding, others.get());
            }
        }
        // what is not named is acceptable, and liked less than anything that is
        return new AcceptedCodings(weights, plain.isPresent() ? plain.get() : others.orElse(0));
    }

    /// A weight that cannot be read is taken for a refusal.
    private static int weight(String parameter) {
        String text = parameter.strip();
        if (text.length() < 3 || text.length() > 7 || !text.regionMatches(true, 0, "q=", 0, 2)) {
            return 0;
        }
        char whole = text.charAt(2);
        int thousandths = 0;
        for (int i = 4; i < 7; i++) {
            char digit = i < text.length() ? text.charAt(i) : '0';
            if (digit < '0' || digit > '9') {
                return 0;
            }
            thousandths = thousandths * 10 + digit - '0';
        }
        boolean pointed = text.length() < 4 || text.charAt(3) == '.';
        boolean legal = whole == '0' || (whole == '1' && thousandths == 0);
        return pointed && legal ? (whole - '0') * FULL + thousandths : 0;
    }

    /// Which of the codings that there are to send: the one liked best, and of those liked equally
    /// the densest. Empty for the plain form, which is sent also to a client that refuses it and
    /// all others (§15.5.7 allows that, and it beats a page that says so).
    public Optional<Coding> choose(Collection<Coding> available) {
        Coding best = null;
        int most = 0;
        for (Coding coding : Coding.values()) {
            int weight = weights.getOrDefault(coding, 0);
            if (weight > most && available.contains(coding)) {
                best = coding;
                most = weight;
            }
        }
        return most >= plain ? Optional.ofNullable(best) : Optional.empty();
    }
}
