package croft.site.review;

import croft.site.rules.UrlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where a URL leads, as a browser would read it (URL Standard §4.4) in a page of this site.
sealed interface Address {
    /// What of a URL into this site is looked at: more than names any file.
    int LONGEST = 8_192;

    /// Into this site.
    ///
    /// @param path absolute and canonical, without `.` and `..`
    /// @param query with its question mark; empty without one
    /// @param fragment without its number sign; empty without one
    /// @param plain whether it says http
    record Here(String path, String query, String fragment, boolean plain) implements Address {}

    /// To another host, or to what is no page at all.
    ///
    /// @param plain whether over http
    record Elsewhere(boolean plain) implements Address {}

    /// What relative URLs start from.
    ///
    /// @param here whether it is in this site
    /// @param path absolute and canonical
    /// @param plain whether it says http
    record Base(boolean here, String path, boolean plain) {
        /// The base of a page that sets `written` as its own.
        Base moved(String written, Set<String> hosts) {
            return switch (Address.of(written, this, hosts)) {
                case Here(String target, String _, String _, boolean http) ->
                        new Base(true, target, http);
                case Elsewhere(boolean http) -> new Base(false, "/", http);
            };
        }
    }

    /// Reads a URL as it is written in a page.
    ///
    /// @param hosts whose URLs are in this site, in lower case
    static Address of(String written, Base base, Set<String> hosts) {
        String url = cleaned(written);
        int colon = schemeEnd(url);
        if (colon < 0) {
            boolean network = url.length() > 1 && isSlash(url.charAt(0)) && isSlash(url.charAt(1));
            if (network) {
                return authority(url.substring(2), false, hosts);
            }
            return base.here ? relative(url, base) : new Elsewhere(base.plain);
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return new Elsewhere(false);
        }
        int start = colon + 1;
        while (start < url.length() && isSlash(url.charAt(start))) {
            start++;
        }
        return authority(url.substring(start), scheme.equals("http"), hosts);
    }

    private static Address authority(String rest, boolean plain, Set<String> hosts) {
        int end = 0;
        while (end < rest.length() && "/\\?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String host = rest.substring(0, end).toLowerCase(Locale.ROOT);
        String name =
                host.endsWith(":443") || host.endsWith(":80")
                        ? host.substring(0, host.lastIndexOf(':'))
                        : host;
        if (!hosts.contains(name)) {
            return new Elsewhere(plain);
        }
        return relative(rest.substring(end), new Base(true, "/", plain));
    }

    private static Here relative(String written, Base base) {
        String url = written.length() > LONGEST ? written.substring(0, LONGEST) : written;
        int hash = url.indexOf('#');
        String fragment = hash < 0 ? "" : url.substring(hash + 1);
        String beforeHash = hash < 0 ? url : url.substring(0, hash);
        int question = beforeHash.indexOf('?');
        String query = question < 0 ? "" : beforeHash.substring(question);
        String path =
                UrlText.canonical(
                        (question < 0 ? beforeHash : beforeHash.substring(0, question))
                                .replace('\\', '/'));
        if (path.isEmpty()) {
            return new Here(base.path, query, fragment, base.plain);
        }
        String whole =
                path.startsWith("/")
                        ? path
                        : base.path.substring(0, base.path.lastIndexOf('/') + 1) + path;
        return new Here(withoutDots(whole), query, fragment, base.plain);
    }

    /// RFC 3986 §5.2.4.
    private static String withoutDots(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> {
                    if (last) {
                        kept.add("");
                    }
                }
                case ".." -> {
                    if (!kept.isEmpty()) {
                        kept.removeLast();
                    }
                    if (last) {
                        kept.add("");
                    }
                }
                default -> kept.add(segments[i]);
            }
        }
        return "/" + String.join("/", kept);
    }

    /// Without the white space around it, and the line ends in it.
    private static String cleaned(String written) {
        int start = 0;
        int end = written.length();
        while (start < end && written.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && written.charAt(end - 1) <= ' ') {
            end--;
        }
        String url = written.substring(start, end);
        return url.indexOf('\n') < 0 && url.indexOf('\t') < 0 && url.indexOf('\r') < 0
                ? url
                : url.replace("\n", "").replace("\t", "").replace("\r", "");
    }

    /// Where the colon behind the scheme is, or -1 without one.
    private static int schemeEnd(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':' && i > 0) {
                return i;
            }
            if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }
}
