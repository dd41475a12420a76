package croft.chat.mattermost.paper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers that a test wants instead of the right ones.
final class Troubles {
    private final List<Planned> planned = new CopyOnWriteArrayList<>();

    /// @param request part of `METHOD /path`
    /// @param after whether the request is done nevertheless
    void plan(int times, String request, boolean after, Duration delay, Optional<Reply> answer) {
        planned.add(new Planned(request, after, delay, answer, new AtomicInteger(times)));
    }

    void clear() {
        planned.clear();
    }

    Optional<Reply> before(String request) throws InterruptedException {
        return meet(request, false);
    }

    Optional<Reply> after(String request) throws InterruptedException {
        return meet(request, true);
    }

    private Optional<Reply> meet(String request, boolean after) throws InterruptedException {
        for (Planned plan : planned) {
            if (plan.after == after
                    && request.contains(plan.request)
                    && plan.left.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                Thread.sleep(plan.delay);
                return plan.answer;
            }
        }
        return Optional.empty();
    }

    static Reply refusal(int status, Map<String, String> headers) {
        return Reply.json(status, new Denied(status, "app.trouble", "as the test wants it").body())
                .with(headers);
    }

    private record Planned(
            String request,
            boolean after,
            Duration delay,
            Optional<Reply> answer,
            AtomicInteger left) {}
}
