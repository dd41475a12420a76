package croft.edge.exchange;

import croft.edge.cache.CacheStatus;
import croft.edge.cache.Decision;
import croft.edge.cache.ForwardReason;
import croft.edge.cache.Reuse;
import croft.edge.cache.Selection;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The visits aboard a flight that have no answer yet, and who of them may have what it brings. One
/// may be the visit whose request the flight is: what comes is for that one whatever it is, and for
/// everybody else as far as the rules let it. Runs on the flight's event loop.
final class Passengers {
    private final Flight flight;
    private final CachePolicy policy;
    private final InstantSource clock;
    private final ForwardReason reason;
    private final List<Visit> waiting = new ArrayList<>(1);

    /// Null if the request is nobody's, as when it refreshes what is stored.
    private @Nullable Visit own;

    Passengers(Flight flight, CachePolicy policy, InstantSource clock, ForwardReason reason) {
        this.flight = flight;
        this.policy = policy;
        this.clock = clock;
        this.reason = reason;
    }

    void add(Visit visit) {
        waiting.add(visit);
    }

    /// Adds the visit whose request it is.
    void addOwn(Visit visit) {
        own = visit;
        waiting.add(visit);
    }

    void remove(Visit visit) {
        waiting.remove(visit);
    }

    boolean isOwn(Visit visit) {
        return visit == own;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Lets all of them off.
    List<Visit> takeAll() {
        List<Visit> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /// A hint may speak of the visit whose request it answers, as the answer to come may.
    void inform(ResponseHead interim) {
        Visit told = own;
        if (told != null && waiting.contains(told)) {
            told.informed(interim);
        }
    }

    /// Answers the visit whose request it is.
    void give(Visit visit, Source source, String cacheStatus) {
        if (!source.body().acquire()) {
            visit.again(Visit.Again.ALONE);
            return;
        }
        visit.answered(
                flight,
                source,
                new Decision.Serve<>(
                        source,
                        Reuse.deliver(visit.request(), source),
                        source.response().initialAge(),
                        Duration.ZERO,
                        false),
                cacheStatus);
    }

    /// Answers a visit that has waited for the head, if what has come answers it.
    ///
    /// @param status of the backend's answer
    /// @param receiving to read along, where the body is still to come
    void share(Visit visit, Source source, int status, @Nullable Receiving receiving) {
        answer(
                visit,
                source,
                status,
                receiving,
                Reuse.shared(visit.request(), policy, source, clock.instant()));
    }

    /// Answers a visit that has come after the head. To it this is a stored response, as old as its
    /// head is (RFC 9111 §4).
    void shareLate(Visit visit, int status, Receiving receiving) {
        Source source = receiving.source();
        Decision<Source> decision =
                Reuse.decide(visit.request(), policy, List.of(source), clock.instant());
        answer(
                visit,
                source,
                status,
                receiving,
                decision instanceof Decision.Serve<Source> serve
                        ? Optional.of(serve)
                        : Optional.empty());
    }

    private void answer(
            Visit visit,
            Source source,
            int status,
            @Nullable Receiving receiving,
            Optional<Decision.Serve<Source>> shared) {
        if (shared.isEmpty() || !source.body().acquire()) {
            sendAway(visit, source);
            return;
        }
        if (receiving != null) {
            receiving.add(visit);
        }
        visit.answered(
                flight,
                source,
                shared.get(),
                CacheStatus.forwarded(reason, status, false, true, Optional.empty()));
    }

    /// A visit asks for itself, or together with others that want the same variant.
    private static void sendAway(Visit visit, Source source) {
        Selection selection = source.response().selection();
        if (selection.matches(visit.request())) {
            visit.again(Visit.Again.ALONE);
        } else {
            visit.againFor(selection);
        }
    }
}
