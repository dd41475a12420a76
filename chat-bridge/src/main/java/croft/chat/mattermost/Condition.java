package croft.chat.mattermost;

import croft.chat.relay.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a network stands, and since when. Written by the listening thread, read by any.
final class Condition {
    private static final Logger LOG = LoggerFactory.getLogger(Condition.class);

    private final String chat;
    private final InstantSource time;

    private volatile Standing standing;

    Condition(String chat, InstantSource time) {
        this.chat = chat;
        this.time = time;
        standing = new Standing.Away(time.instant(), "not connected yet");
    }

    Standing standing() {
        return standing;
    }

    /// @param warning empty for none
    void up(String server, String warning) {
        Instant since = standing instanceof Standing.Up up ? up.since() : time.instant();
        if (!(standing instanceof Standing.Up)) {
            LOG.info("{}: up: {}", chat, server);
        }
        standing =
                new Standing.Up(
                        since, server, warning.isEmpty() ? Optional.empty() : Optional.of(warning));
    }

    void away(Trouble e) {
        if (standing instanceof Standing.Up) {
            LOG.info("{}: away: {}", chat, e.why());
        } else {
            LOG.debug("{}: still away: {}", chat, e.why());
        }
        Instant now = time.instant();
        standing =
                switch (standing) {
                    case Standing.Refused(Instant from, _) when e.isUnauthorized() ->
                            refused(from, e);
                    case Standing.Away(Instant from, _) when !e.isUnauthorized() ->
                            new Standing.Away(from, e.why());
                    case Standing.Up _, Standing.Away _, Standing.Refused _ ->
                            e.isUnauthorized() ? refused(now, e) : new Standing.Away(now, e.why());
                };
    }

    private static Standing refused(Instant since, Trouble e) {
        return new Standing.Refused(
                since, "the server refuses the token (" + e.why() + "): make a new one");
    }
}
