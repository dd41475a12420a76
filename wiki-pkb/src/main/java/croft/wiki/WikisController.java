package croft.wiki;

import croft.platform.declaration.HostName;
import croft.wiki.graph.Garden;
import croft.wiki.page.Page;
import croft.wiki.render.Comparison;
import croft.wiki.sync.LiveGarden;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/control/wikis`: what the owner of a wiki is told and its readers are not. Behind the
/// operator's token.
@Controller("/control/wikis")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WikisController {
    private final WikiSites sites;
    private final Reviews reviews;

    WikisController(WikiSites sites, Reviews reviews) {
        this.sites = sites;
        this.reviews = reviews;
    }

    @Get
    Wikis wikis() {
        return new Wikis(
                sites.gardens().all().stream()
                        .map(wiki -> WikiReport.of(sites, reviews, wiki))
                        .toList());
    }

    @Get("/{host}/problems")
    HttpResponse<?> problems(@PathVariable String host) {
        return ofWiki(host, wiki -> HttpResponse.ok(new Problems(reviews.of(wiki))));
    }

    @Get("/{host}/conflicts")
    HttpResponse<?> conflicts(@PathVariable String host) {
        return ofWiki(
                host,
                wiki ->
                        HttpResponse.ok(
                                new Conflicts(
                                        wiki.conflicts().stream()
                                                .map(conflict ->
                                                        new SetAside(
                                                                conflict.file().text(),
                                                                conflict.of().text(),
                                                                conflict.at()
                                                                        .map(Object::toString)
                                                                        .orElse(null),
                                                                conflict.device().orElse(null),
                                                                wiki.difference(conflict)))
                                                .toList())));
    }

    /// Renders every page twice: seconds for a large wiki.
    @Get("/{host}/compare")
    HttpResponse<?> compare(@PathVariable String host) {
        return ofWiki(
                host,
                wiki -> {
                    Optional<Garden> garden = wiki.garden();
                    return garden.isPresent()
                            ? HttpResponse.ok(compared(wiki, garden.get()))
                            : line(
                                    HttpStatus.SERVICE_UNAVAILABLE,
                                    wiki.trouble().orElse("the folder is still being read"));
                });
    }

    private static Compared compared(LiveGarden wiki, Garden garden) {
        int same = 0;
        List<Differing> different = new ArrayList<>();
        for (var note : garden.notes()) {
            Page page = note.page();
            Optional<String> body = wiki.body(page);
            if (body.isEmpty()) {
                continue; // gone meanwhile, or not rendered at all
            }
            switch (Comparison.of(
                    page,
                    body.get(),
                    wiki.settings().html(),
                    garden.reading(wiki::body, _ -> Optional.empty()))) {
                case Comparison.Same() -> same++;
                case Comparison.Differs(String where) ->
                        different.add(new Differing(page.path().text(), where));
            }
        }
        return new Compared(same, different);
    }

    private HttpResponse<?> ofWiki(String host, Function<LiveGarden, HttpResponse<?>> answer) {
        Optional<LiveGarden> wiki = named(host);
        return wiki.isPresent()
                ? answer.apply(wiki.get())
                : line(
                        HttpStatus.BAD_REQUEST,
                        "no site of croft.yml is a wiki with this host (expected: "
                                + (sites.gardens().all().isEmpty()
                                        ? "a site with wiki: ./FOLDER"
                                        : sites.gardens().all().stream()
                                                .map(LiveGarden::host)
                                                .map(Object::toString)
                                                .limit(20)
                                                .collect(Collectors.joining(", ")))
                                + ")");
    }

    private Optional<LiveGarden> named(String host) {
        try {
            return sites.gardens().garden(new HostName(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static HttpResponse<String> line(HttpStatus status, String text) {
        return HttpResponse.<String>status(status)
                .body(text.replaceAll("\\p{Cntrl}+", " ") + "\n")
                .contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    /// All wikis.
    @Serdeable
    record Wikis(List<WikiReport> wikis) {}

    /// What is wrong.
    @Serdeable
    record Problems(List<WikiReport.Finding> problems) {}

    /// What was set aside.
    @Serdeable
    record Conflicts(List<SetAside> conflicts) {}

    /// One file that was set aside.
    ///
    /// @param diff from the page to it, or in words why there is none
    @Serdeable
    record SetAside(
            String path, String of, @Nullable String at, @Nullable String device, String diff) {}

    /// The pages in both kinds of Markdown.
    @Serdeable
    record Compared(int same, List<Differing> different) {}

    /// A page that they show differently.
    @Serdeable
    record Differing(String path, String where) {}
}
