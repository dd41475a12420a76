package croft.site;

import croft.platform.declaration.ProjectName;
import croft.platform.service.LiveDeclaration;
import croft.site.release.Label;
import croft.site.release.OutOfReach;
import croft.site.release.Outcome;
import croft.site.release.Promotion;
import croft.site.release.Releases;
import croft.site.release.Standing;
import croft.site.release.Terms;
import croft.site.release.Token;
import croft.site.release.Tokens;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/control/releases`: projects, their releases and tokens, and orders about them. Behind the
/// operator's token.
@Controller("/control/releases")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReleasesController {
    /// Who orders here, in the history of releases.
    private static final String OPERATOR = "operator";

    private static final int MOST_HOURS = 24 * 366 * 10;

    private final Releases releases;
    private final Tokens tokens;
    private final LiveDeclaration declaration;

    ReleasesController(Releases releases, Tokens tokens, LiveDeclaration declaration) {
        this.releases = releases;
        this.tokens = tokens;
        this.declaration = declaration;
    }

    @Get
    HttpResponse<?> projects() {
        return replied(() -> {
            List<Project> projects = new ArrayList<>();
            for (ProjectName name : known()) {
                projects.add(project(name));
            }
            return HttpResponse.ok(new Projects(projects));
        });
    }

    @Get("/{name}")
    HttpResponse<?> project(@PathVariable String name) {
        return replied(() -> HttpResponse.ok(project(named(name))));
    }

    @Post("/{name}/promote")
    HttpResponse<?> promote(@PathVariable String name, @Body Order order) {
        return replied(() -> told(releases.promote(named(name), label(order), OPERATOR)));
    }

    @Post("/{name}/rollback")
    HttpResponse<?> rollback(@PathVariable String name) {
        return replied(() -> told(releases.rollback(named(name), OPERATOR)));
    }

    @Post("/{name}/delete")
    HttpResponse<?> delete(@PathVariable String name, @Body Order order) {
        return replied(() -> told(releases.delete(named(name), label(order))));
    }

    @Get("/{name}/tokens")
    HttpResponse<?> tokens(@PathVariable String name) {
        return replied(() ->
                HttpResponse.ok(
                        new TokenList(
                                tokens.of(named(name)).stream()
                                        .map(token -> Shown.of(token, null))
                                        .toList())));
    }

    @Post("/{name}/tokens")
    HttpResponse<?> make(@PathVariable String name, @Body Wanted wanted) {
        return replied(() -> {
            ProjectName project = named(name);
            Integer hours = wanted.hours();
            if (hours != null && (hours < 1 || hours > MOST_HOURS)) {
                throw new IllegalArgumentException(
                        "hours: " + hours + " (expected: 1-" + MOST_HOURS + ")");
            }
            Optional<Tokens.Made> made =
                    tokens.make(
                            project,
                            Objects.requireNonNullElse(wanted.label(), "").strip(),
                            Optional.ofNullable(hours).map(Duration::ofHours));
            return made.isPresent()
                    ? HttpResponse.ok(Shown.of(made.get().token(), made.get().secret()))
                    : line(
                            HttpStatus.CONFLICT,
                            project + " has too many tokens (revoke those that nobody uses)");
        });
    }

    /// Revokes by id, or by a label that one token alone has.
    @Post("/{name}/tokens/revoke")
    HttpResponse<?> revoke(@PathVariable String name, @Body Revoked revoked) {
        return replied(() -> {
            ProjectName project = named(name);
            String wanted = Objects.requireNonNullElse(revoked.token(), "").strip();
            List<Token> found =
                    tokens.of(project).stream()
                            .filter(token -> token.revoked().isEmpty())
                            .filter(token ->
                                    token.id().toString().equals(wanted)
                                            || token.label().equals(wanted))
                            .toList();
            if (found.size() != 1) {
                throw new IllegalArgumentException(
                        "token: "
                                + (found.isEmpty() ? "none" : found.size())
                                + " of "
                                + project
                                + " is called so (expected: the id or the label of one that"
                                + " croft releases token "
                                + project
                                + " lists)");
            }
            tokens.revoke(project, found.getFirst().id());
            return HttpResponse.ok(Shown.of(found.getFirst(), null));
        });
    }

    private Project project(ProjectName name) throws OutOfReach {
        Standing standing = releases.standing(name).orElse(Standing.NOTHING);
        Terms terms = Terms.of(declaration.current(), name);
        Optional<Promotion> current = standing.current();
        return new Project(
                name.value(),
                terms.hosts().stream().map(Object::toString).toList(),
                current.map(c -> c.label().text()).orElse(null),
                current.map(Promotion::at).orElse(null),
                standing.releases().stream()
                        .map(release ->
                                new Kept(
                                        release.label().text(),
                                        standing.isCurrent(release),
                                        release.made(),
                                        release.by(),
                                        release.files(),
                                        release.octets(),
                                        release.note(),
                                        terms.previewHost(release.label()).orElse(null)))
                        .toList());
    }

    private Set<ProjectName> known() throws OutOfReach {
        Set<ProjectName> known = new LinkedHashSet<>(Terms.declared(declaration.current()));
        known.addAll(releases.projects());
        return known;
    }

    private ProjectName named(String text) throws OutOfReach {
        Set<ProjectName> known = known();
        return known.stream()
                .filter(name -> name.value().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no site of croft.yml has releases of this name (expected: "
                                        + (known.isEmpty()
                                                ? "a site with static: { releases: NAME }"
                                                : known.stream()
                                                        .map(ProjectName::value)
                                                        .limit(20)
                                                        .collect(Collectors.joining(", ")))
                                        + ")"));
    }

    private static Label label(Order order) {
        return Label.parse(Objects.requireNonNullElse(order.release(), ""))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "release: no label (expected: 12 hexadecimal digits)"));
    }

    private static HttpResponse<?> told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Promoted(var release, var previous, int changed) ->
                    HttpResponse.ok(
                            new Said(
                                    "current",
                                    release.label().text(),
                                    previous.map(Label::text).orElse(null),
                                    changed));
            case Outcome.AlreadyCurrent(var release) ->
                    HttpResponse.ok(new Said("unchanged", release.label().text(), null, 0));
            case Outcome.Kept(var release) ->
                    HttpResponse.ok(new Said("preview", release.label().text(), null, 0));
            case Outcome.Deleted(Label label) ->
                    HttpResponse.ok(new Said("deleted", label.text(), null, 0));
            case Outcome.Refused refused -> line(HttpStatus.CONFLICT, refused.toString());
        };
    }

    private static HttpResponse<?> replied(Work work) {
        try {
            return work.reply();
        } catch (IllegalArgumentException e) {
            return line(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (OutOfReach | IOException e) {
            return line(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static HttpResponse<String> line(HttpStatus status, String text) {
        return HttpResponse.<String>status(status)
                .body(text.replaceAll("\\p{Cntrl}+", " ") + "\n")
                .contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    @FunctionalInterface
    private interface Work {
        HttpResponse<?> reply() throws OutOfReach, IOException;
    }

    /// An order about one release.
    @Serdeable
    record Order(@Nullable String release) {}

    /// A token to be made.
    @Serdeable
    record Wanted(@Nullable String label, @Nullable Integer hours) {}

    /// A token to be revoked.
    @Serdeable
    record Revoked(@Nullable String token) {}

    /// The answer to an order.
    @Serdeable
    record Said(String state, String release, @Nullable String previous, int changed) {}

    /// All projects.
    @Serdeable
    record Projects(List<Project> projects) {}

    /// One project.
    @Serdeable
    record Project(
            String project,
            List<String> hosts,
            @Nullable String current,
            @Nullable Instant since,
            List<Kept> releases) {}

    /// One release.
    ///
    /// @param preview the host where it can be looked at
    @Serdeable
    record Kept(
            String release,
            boolean current,
            Instant made,
            String by,
            int files,
            long octets,
            String note,
            @Nullable String preview) {}

    /// The tokens of a project.
    @Serdeable
    record TokenList(List<Shown> tokens) {}

    /// One token.
    ///
    /// @param secret only when it has just been made
    @Serdeable
    record Shown(
            String id,
            String label,
            Instant created,
            @Nullable Instant expires,
            @Nullable Instant revoked,
            @Nullable Instant used,
            @Nullable String secret) {
        static Shown of(Token token, @Nullable String secret) {
            return new Shown(
                    token.id().toString(),
                    token.label(),
                    token.created(),
                    token.expires().orElse(null),
                    token.revoked().orElse(null),
                    token.used().orElse(null),
                    secret);
        }

        /// Nothing of the secret.
        @Override
        public String toString() {
            return label;
        }
    }
}
