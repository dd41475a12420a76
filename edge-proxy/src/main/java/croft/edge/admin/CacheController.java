package croft.edge.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/control/cache`: what is stored, and purging it. Behind the operator's token.
@Controller("/control/cache")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CacheController {
    private static final Logger LOG = LoggerFactory.getLogger(CacheController.class);

    /// More is nobody's top.
    private static final int MOST = 1000;

    private final CacheOverview overview;

    CacheController(CacheOverview overview) {
        this.overview = overview;
    }

    @Get
    HttpResponse<?> cache(@QueryValue(defaultValue = "20") int top) {
        if (top < 0 || top > MOST) {
            return Said.refused(
                    new IllegalArgumentException("top: " + top + " (expected: 0 to " + MOST + ")"));
        }
        return HttpResponse.ok(overview.now(top));
    }

    @Post("/purge")
    HttpResponse<?> purge(@Body PurgeOrder order) {
        try {
            var purge = order.purge();
            int purged = overview.cache().purge(purge);
            LOG.info("purged {} stored answers by hand: {}", purged, purge);
            return HttpResponse.ok(new Purged(purged));
        } catch (IllegalArgumentException e) {
            return Said.refused(e);
        }
    }

    /// How many stored answers were affected.
    @Serdeable
    record Purged(int purged) {}
}
