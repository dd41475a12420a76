package croft.chat.mattermost.paper;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A limit of requests a second and client, as `app/ratelimit.go` sets it: a bucket that fills
/// evenly.
final class RateLimit {
    private final int aSecond;
    private final int burst;
    private final InstantSource clock;

    /// When the bucket of each client would be empty again, in milliseconds.
    private final Map<String, Double> full = new HashMap<>();

    RateLimit(int aSecond, int burst, InstantSource clock) {
        this.aSecond = aSecond;
        this.burst = burst;
        this.clock = clock;
    }

    synchronized Standing take(String client) {
        double now = clock.millis();
        double interval = 1000.0 / aSecond;
        double before = Math.max(now, full.getOrDefault(client, now));
        double after = before + interval;
        double allowed = now + interval * (burst + 1);
        boolean limited = after > allowed;
        if (!limited) {
            full.put(client, after);
        }
        double until = limited ? before : after;
        long remaining = Math.max(0, (long) ((allowed - until) / interval));
        return new Standing(
                limited,
                burst + 1,
                remaining,
                (long) Math.ceil((until - now) / 1000),
                limited ? (long) Math.ceil((after - allowed) / 1000) : -1);
    }

    /// How a client stands after a request.
    record Standing(boolean limited, int limit, long remaining, long reset, long retryAfter) {
        Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("X-RateLimit-Limit", Long.toString(limit));
            headers.put("X-RateLimit-Remaining", Long.toString(remaining));
            headers.put("X-RateLimit-Reset", Long.toString(reset));
            if (retryAfter >= 0) {
                headers.put("Retry-After", Long.toString(retryAfter));
            }
            return headers;
        }

        /// Plain text: the one answer that is no JSON.
        Reply refusal() {
            return Reply.text(429, "text/plain; charset=utf-8", "limit exceeded\n").with(headers());
        }
    }
}
