package croft.chat;

import croft.chat.ledger.DeadLetter;
import croft.chat.relay.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log what the owner should know; `croft chat` says it on request.
final class LoggedAlarms implements Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedAlarms.class);

    @Override
    public void stopped(String link, String why) {
        LOG.error("bridge {} is stopped: {}", link, why);
    }

    @Override
    public void dead(DeadLetter letter) {
        LOG.warn(
                "{}: {} {} cannot be delivered: {}",
                letter.lane(),
                letter.op(),
                letter.key(),
                letter.why());
    }
}
