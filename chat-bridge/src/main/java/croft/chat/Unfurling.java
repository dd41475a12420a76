package croft.chat;

import croft.chat.ledger.Notebook;
import croft.chat.ledger.Notebook.Closed;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.relay.Carriage;
import croft.chat.relay.Link;
import croft.chat.relay.Relay;
import croft.chat.unfurl.Previews;
import croft.platform.service.ServiceEnvironment;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what a page of ours is about that somebody links, where a bridge asks for it. A preview
/// that cannot be had at once is none.
@Context
@Requires(beans = ServiceEnvironment.class)
final class Unfurling implements Carriage {
    private static final Logger LOG = LoggerFactory.getLogger(Unfurling.class);

    /// At a time: a flood of links is not worth a flood of questions to our own sites.
    private static final int MOST = 4;

    private final CarriedChats chats;
    private final Previews previews;
    private final Notebook notebook;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST);

    Unfurling(
            CarriedChats chats,
            OwnSites sites,
            Notebook notebook,
            Relay relay,
            InstantSource clock) {
        this.chats = chats;
        this.previews = new Previews(sites.stranger(), clock);
        this.notebook = notebook;
        this.clock = clock;
        relay.onCarried(this);
    }

    @Override
    public void carried(Incoming.Posted posted, List<Link> over) {
        List<Link> unfurling = over.stream().filter(link -> chats.unfurls(link.name())).toList();
        if (unfurling.isEmpty()
                || !posted.body().markdown().contains("http")
                || !places.tryAcquire()) {
            return;
        }
        Thread.ofVirtual()
                .name("preview")
                .start(() -> {
                    try {
                        preview(posted, unfurling);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } catch (Closed e) {
                        LOG.info("no preview: {}", e.getMessage());
                    } finally {
                        places.release();
                    }
                });
    }

    private void preview(Incoming.Posted posted, List<Link> over)
            throws InterruptedException, Closed {
        Optional<String> preview = previews.of(posted.body());
        if (preview.isEmpty()) {
            return;
        }
        Set<Conversation> everywhere = new LinkedHashSet<>();
        over.forEach(link -> everywhere.addAll(link.between()));
        notebook.write(page -> {
            for (Conversation conversation : everywhere) {
                page.tell(
                        "preview:" + posted.in() + ":" + posted.id() + ":" + conversation,
                        conversation,
                        preview.get(),
                        Optional.empty(),
                        true,
                        clock.instant());
            }
            return true;
        });
    }
}
