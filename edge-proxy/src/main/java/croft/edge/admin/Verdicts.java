package croft.edge.admin;

import croft.edge.admin.Explanation.Verdict;
import croft.edge.cache.CacheStatus;
import croft.edge.cache.Candidate;
import croft.edge.cache.Decision;
import croft.edge.cache.Decision.Ask;
import croft.edge.cache.Delivery;
import croft.edge.cache.ForwardReason;
import java.util.List;
import java.util.Optional;

/// Decisions in words.
final class Verdicts {
    private Verdicts() {}

    /// A decision in words.
    ///
    /// @param stored what it was made from; answers are numbered from 1 in its order
    /// @param uncacheable whether answers to this key could not be stored lately
    static <C extends Candidate> Verdict of(
            Decision<C> decision, List<? extends Candidate> stored, boolean uncacheable) {
        return switch (decision) {
            case Decision.Serve<C> serve ->
                    new Verdict(
                            "serve",
                            null,
                            null,
                            stored.indexOf(serve.candidate()),
                            CacheStatus.hit(serve.ttl()),
                            served(serve, number(serve.candidate(), stored)));
            case Decision.Fetch<C> fetch -> {
                Optional<C> about = about(fetch.ask());
                yield new Verdict(
                        "fetch",
                        fetch.reason().token(),
                        null,
                        about.map(stored::indexOf).orElse(null),
                        null,
                        why(fetch.reason())
                                + "; "
                                + asked(fetch.ask(), stored)
                                + (uncacheable
                                        ? "; its answers could not be stored lately, so nobody"
                                                + " waits for another's"
                                        : "")
                                + fetch.standIn()
                                        .map(standIn ->
                                                "; should the backend fail, "
                                                        + number(standIn, stored)
                                                        + " stands in")
                                        .orElse(""));
            }
            case Decision.Pass<C>(ForwardReason reason, String detail) ->
                    new Verdict(
                            "pass",
                            reason.token(),
                            detail,
                            null,
                            null,
                            "goes past the store: " + detail);
            case Decision.Unavailable<C> _ ->
                    new Verdict(
                            "unavailable",
                            null,
                            null,
                            null,
                            null,
                            "504: the request wants a stored answer or none"
                                    + " (only-if-cached), and none will do");
        };
    }

    private static String served(Decision.Serve<?> serve, String answer) {
        String freshness =
                serve.refresh()
                        ? answer + " is stale, and is sent while the backend is asked about it"
                        : serve.ttl().isPositive()
                                ? answer + " is fresh"
                                : answer + " is stale, which the request accepts";
        return freshness + delivered(serve.delivery());
    }

    private static String delivered(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Whole _ -> "";
            case Delivery.Part(var ranges, long total) ->
                    "; 206 with "
                            + (ranges.size() == 1
                                    ? "octets "
                                            + ranges.getFirst().first()
                                            + "-"
                                            + ranges.getFirst().last()
                                            + " of "
                                            + total
                                    : ranges.size() + " ranges of " + total + " octets");
            case Delivery.NotModified _ -> "; 304, since the client has it already";
            case Delivery.PreconditionFailed _ -> "; 412, since the client expects another";
            case Delivery.Unsatisfiable(long total) -> "; 416, since it has " + total + " octets";
        };
    }

    private static String why(ForwardReason reason) {
        return switch (reason) {
            case BYPASS -> "croft.yml wants it to go past the store";
            case METHOD -> "the method is not answered from the store";
            case URI_MISS -> "nothing is stored for this key";
            case VARY_MISS -> "what is stored answers other requests (Vary)";
            case REQUEST -> "the request does not take what is stored";
            case STALE -> "what is stored has to be validated";
            case PARTIAL -> "only a part is stored";
        };
    }

    private static <C extends Candidate> String asked(
            Ask<C> ask, List<? extends Candidate> stored) {
        return switch (ask) {
            case Ask.Everything<C> _ -> "the backend is asked for all of it";
            case Ask.Validation<C>(C candidate) ->
                    "the backend is asked whether " + number(candidate, stored) + " is still good";
            case Ask.OneRange<C> _ -> "the backend is asked for the range";
            case Ask.Rest<C>(C candidate, long first, long last) ->
                    "the backend is asked for octets "
                            + first
                            + "-"
                            + last
                            + ", behind those of "
                            + number(candidate, stored);
        };
    }

    private static <C extends Candidate> Optional<C> about(Ask<C> ask) {
        return switch (ask) {
            case Ask.Validation<C>(C candidate) -> Optional.of(candidate);
            case Ask.Rest<C>(C candidate, _, _) -> Optional.of(candidate);
            case Ask.Everything<C> _, Ask.OneRange<C> _ -> Optional.empty();
        };
    }

    private static String number(Candidate candidate, List<? extends Candidate> stored) {
        return "answer " + (stored.indexOf(candidate) + 1);
    }
}
