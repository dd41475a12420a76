package croft.certs.wanted;

import croft.platform.declaration.HostName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// The names of one certificate.
///
/// @param names the site's host, then its aliases; each once, 1 to 1000 of them
public record NameSet(List<HostName> names) {
    /// As many keys as one event of the journal may have.
    public static final int MOST_NAMES = 1000;

    public NameSet {
        names = names.stream().distinct().toList();
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw new IllegalArgumentException(
                    "names: " + names.size() + " (expected: 1 to " + MOST_NAMES + ")");
        }
    }

    /// A set of names as text.
    public static NameSet of(List<String> names) {
        return new NameSet(names.stream().map(HostName::new).toList());
    }

    /// The host of the site.
    public HostName first() {
        return names.getFirst();
    }

    /// The same for the same names in any order: SHA-256 in hex of the sorted names joined by
    /// spaces.
    public String digest() {
        String sorted =
                names.stream().map(HostName::value).sorted().collect(Collectors.joining(" "));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(sorted.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /// The names as text, in the same order.
    public List<String> texts() {
        return names.stream().map(HostName::value).toList();
    }

    /// `www.example.net and 2 more`.
    @Override
    public String toString() {
        return names.size() == 1
                ? first().value()
                : first() + " and " + (names.size() - 1) + " more";
    }
}
