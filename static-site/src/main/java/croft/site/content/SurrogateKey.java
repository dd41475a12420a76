package croft.site.content;

import croft.platform.declaration.HostName;

/// The tag by which a cache finds the stored answers that a change makes stale: `site:HOST` for all
/// of a site, `file:HOST/PATH` for all in whose making that path had a part. Wildcard sites keep
/// their star, whatever host a request named.
public record SurrogateKey(String value) {
    public SurrogateKey {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException(
                        "\"" + value + "\" (expected: visible ASCII without spaces)");
            }
        }
    }

    public static SurrogateKey site(HostName host) {
        return new SurrogateKey("site:" + host);
    }

    public static SurrogateKey file(HostName host, SitePath path) {
        return new SurrogateKey("file:" + host + path.asFile().encoded());
    }

    @Override
    public String toString() {
        return value;
    }
}
