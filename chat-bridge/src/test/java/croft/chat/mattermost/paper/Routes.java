package croft.chat.mattermost.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which request goes where: `GET /channels/{channel_id}/posts`.
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /// For those who have said who they are.
    Routes add(String method, String template, Work work) {
        return add(method, template, true, work);
    }

    /// For everybody.
    Routes open(String method, String template, Work work) {
        return add(method, template, false, work);
    }

    private Routes add(String method, String template, boolean session, Work work) {
        routes.add(new Route(method, List.of(template.split("/", -1)), session, work));
        return this;
    }

    /// Answers, with the route that is the most literal.
    Optional<Reply> answer(Call call) throws IOException, InterruptedException {
        List<String> parts = List.of(call.target().split("/", -1));
        Route best = null;
        for (Route route : routes) {
            if (route.method.equals(call.method())
                    && route.matches(parts)
                    && (best == null || route.variables() < best.variables())) {
                best = route;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        Call with = call.with(best.bind(parts));
        if (best.session) {
            with.session();
        }
        return Optional.of(best.work.answer(with));
    }

    /// What a route does.
    interface Work {
        Reply answer(Call call) throws IOException, InterruptedException;
    }

    private record Route(String method, List<String> template, boolean session, Work work) {
        boolean matches(List<String> parts) {
            if (parts.size() != template.size()) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!variable(i) && !template.get(i).equals(parts.get(i))) {
                    return false;
                }
            }
            return true;
        }

        int variables() {
            int variables = 0;
            for (int i = 0; i < template.size(); i++) {
                variables += variable(i) ? 1 : 0;
            }
            return variables;
        }

        Map<String, String> bind(List<String> parts) {
            Map<String, String> bound = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                if (variable(i)) {
                    String name = template.get(i);
                    bound.put(name.substring(1, name.length() - 1), parts.get(i));
                }
            }
            return bound;
        }

        private boolean variable(int i) {
            return template.get(i).startsWith("{");
        }
    }
}
