package croft.wiki.render;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which addresses may stand in a page that everybody reads.
final class SafeAddress {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");

    /// Browsers ignore these in and before an address.
    private static final Pattern IGNORED = Pattern.compile("[\\x00-\\x20\\x7F-\\xA0]+");

    /// Those that lead to a document, a person or an application; none runs a script.
    private static final Set<String> LINKS =
            Set.of(
                    "http",
                    "https",
                    "mailto",
                    "tel",
                    "sms",
                    "geo",
                    "xmpp",
                    "irc",
                    "ircs",
                    "matrix",
                    "magnet",
                    "ftp",
                    "sftp",
                    "ssh",
                    "git",
                    "news",
                    "nntp",
                    "doi",
                    "urn",
                    "gemini",
                    "gopher",
                    "obsidian",
                    "zotero");

    private static final Pattern PICTURE =
            Pattern.compile(
                    "data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]*",
                    Pattern.CASE_INSENSITIVE);

    private SafeAddress() {}

    static boolean hasScheme(String address) {
        return SCHEME.matcher(plain(address)).lookingAt();
    }

    /// Whether a link may lead there.
    static boolean mayLink(String address) {
        Matcher scheme = SCHEME.matcher(plain(address));
        return !scheme.lookingAt() || LINKS.contains(scheme.group(1).toLowerCase(Locale.ROOT));
    }

    /// Whether a picture, a sound or a film may come from there.
    static boolean mayShow(String address) {
        String plain = plain(address);
        Matcher scheme = SCHEME.matcher(plain);
        if (!scheme.lookingAt()) {
            return true;
        }
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "http", "https" -> true;
            case "data" -> PICTURE.matcher(plain).matches();
            default -> false;
        };
    }

    private static String plain(String address) {
        return IGNORED.matcher(address).replaceAll("");
    }
}
