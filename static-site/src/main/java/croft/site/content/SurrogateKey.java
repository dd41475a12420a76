package croft.site.content;

import croft.platform.declaration.HostName;
import croft.platform.traffic.Sha256;
import java.nio.charset.StandardCharsets;

/// The tag by which a cache finds the stored answers that a change makes stale: `site:HOST` for all
/// of a site, `file:HOST/PATH` for all in whose making that path had a part. Wildcard sites keep
/// their star, whatever host a request named. A key longer than the journal takes is replaced by a
/// hash of it, told apart by a `#`, which neither hosts nor paths hold.
public record SurrogateKey(String value) {
    /// What the journal takes as one key.
    private static final int LONGEST = 253;

    public SurrogateKey {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException(
                        "\"" + value + "\" (expected: visible ASCII without spaces)");
            }
        }
    }

    public static SurrogateKey site(HostName host) {
        return bounded("site:", host.value());
    }

    public static SurrogateKey file(HostName host, SitePath path) {
        return bounded("file:", host + path.asFile().encoded());
    }

    private static SurrogateKey bounded(String kind, String name) {
        return new SurrogateKey(
                kind.length() + name.length() <= LONGEST ? kind + name : kind + "#" + hash(name));
    }

    private static String hash(String name) {
        return Sha256.text(Sha256.digest().digest(name.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return value;
    }
}
