package croft.chat.unfurl;

import croft.chat.message.Body;
import croft.chat.message.Literal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Previews of our own pages that a message links: one text for a message, for a quiet reply. Where
/// a link of croft.yml asks for it. Virtual threads.
public final class Previews {
    /// A list of links is no invitation to repeat all of them.
    private static final int MOST = 2;

    private static final int MOST_REMEMBERED = 200;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final Pattern CODE = Pattern.compile("(?s)```.*?(?:```|$)|`[^`\n]*`");
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^\\s<>\"'`|\\\\\\p{Cntrl}]{1,1000}");

    private final Stranger stranger;
    private final InstantSource clock;
    private final LinkedHashMap<URI, Seen> seen = new LinkedHashMap<>();

    public Previews(Stranger stranger, InstantSource clock) {
        this.stranger = stranger;
        this.clock = clock;
    }

    private record Seen(Optional<Sight> sight, Instant at) {}

    /// What is to be replied to a message, as Markdown. Empty where it links none of our pages that
    /// everybody may see.
    public Optional<String> of(Body body) throws InterruptedException {
        List<Sight> sights = new ArrayList<>();
        for (URI address : addresses(body.markdown())) {
            Optional<Sight> sight = look(address);
            if (sight.isPresent() && !sights.contains(sight.get())) {
                sights.add(sight.get());
            }
            if (sights.size() == MOST) {
                break;
            }
        }
        return sights.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        sights.stream().map(Previews::text).collect(Collectors.joining("\n\n")));
    }

    /// The addresses in a message, each once, without those in code: at most ten.
    static List<URI> addresses(String markdown) {
        List<URI> addresses = new ArrayList<>();
        Matcher found = ADDRESS.matcher(CODE.matcher(markdown).replaceAll(" "));
        while (found.find() && addresses.size() < 10) {
            try {
                URI address = URI.create(trimmed(found.group()));
                if (!addresses.contains(address)) {
                    addresses.add(address);
                }
            } catch (IllegalArgumentException _) {
                // it only looks like one
            }
        }
        return addresses;
    }

    /// Without what ends a sentence, and without brackets that were opened before it.
    private static String trimmed(String text) {
        String address = text;
        while (true) {
            char last = address.charAt(address.length() - 1);
            boolean unopened =
                    (last == ')' && count(address, ')') > count(address, '('))
                            || (last == ']' && count(address, ']') > count(address, '['));
            if (!unopened && ".,;:!?*_~".indexOf(last) < 0) {
                int end = address.indexOf(")[");
                return end < 0 ? address : address.substring(0, end);
            }
            address = address.substring(0, address.length() - 1);
        }
    }

    private static long count(String text, char of) {
        return text.chars().filter(c -> c == of).count();
    }

    private Optional<Sight> look(URI address) throws InterruptedException {
        Instant now = clock.instant();
        synchronized (seen) {
            Seen before = seen.get(address);
            if (before != null && before.at().plus(REMEMBERED).isAfter(now)) {
                return before.sight();
            }
        }
        Optional<Sight> sight = stranger.see(address);
        synchronized (seen) {
            seen.remove(address);
            seen.put(address, new Seen(sight, now));
            while (seen.size() > MOST_REMEMBERED) {
                seen.remove(seen.sequencedKeySet().getFirst());
            }
        }
        return sight;
    }

    private static String text(Sight sight) {
        return "> **"
                + Literal.link(sight.title(), sight.address().toString())
                + "** · "
                + Literal.of(sight.address().getHost())
                + (sight.excerpt().isEmpty() ? "" : "\n> " + Literal.of(sight.excerpt()));
    }
}
