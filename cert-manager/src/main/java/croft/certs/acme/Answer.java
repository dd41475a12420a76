package croft.certs.acme;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of an answer, kept for the case that it turns out to be trouble.
///
/// @param again when to ask again
record Answer(int status, HttpHeaders headers, Optional<Instant> again) {
    private static final Pattern LINK =
            Pattern.compile("<([^<>]{1,2000})>\\s*;[^<]*?rel=\"?([a-z-]{1,40})");
    private static final int MOST_LINKS = 5;

    /// Whether the authority did what was asked.
    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /// Pages that explain the trouble, or ask for something (RFC 8555 §6.6, §7.3.3).
    List<URI> pages() {
        List<URI> pages = new ArrayList<>();
        for (String field : headers.allValues("Link")) {
            Matcher link = LINK.matcher(field);
            while (link.find() && pages.size() < MOST_LINKS) {
                if (link.group(2).equals("help") || link.group(2).equals("terms-of-service")) {
                    Urls.page(link.group(1)).ifPresent(pages::add);
                }
            }
        }
        return pages;
    }
}
