package croft.edge.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// `/control/explain`: what would become of a request. Behind the operator's token.
@Controller("/control/explain")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExplainController {
    private final Explainer explainer;

    ExplainController(Explainer explainer) {
        this.explainer = explainer;
    }

    @Post
    HttpResponse<?> explain(@Body Question question) {
        try {
            return HttpResponse.ok(explainer.explain(question));
        } catch (IllegalArgumentException e) {
            return Said.refused(e);
        }
    }
}
