package croft.certs.control;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/control/dns`: trying out who holds the zones. Behind the operator's token.
@Controller("/control/dns")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DnsController {
    private final LiveDeclaration declaration;
    private final DnsTrials trials;

    DnsController(LiveDeclaration declaration, DnsTrials trials) {
        this.declaration = declaration;
        this.trials = trials;
    }

    @Post("/test")
    HttpResponse<?> test(@Body Orders.DnsTest order) {
        return Replies.of(() -> {
            DnsProvider provider = provider(Orders.needed("of", order.of()), declaration.current());
            HostName zone = zone(Orders.needed("zone", order.zone()));
            Optional<DnsTrials.Begun> begun = trials.begin(provider, zone);
            return begun.isPresent()
                    ? HttpResponse.ok(begun.get())
                    : Replies.of(
                            new Outcome.Refused(
                                    "this cert-manager has no DNS drivers",
                                    "bring it up to date: croft down, croft up"));
        });
    }

    @Get("/test/{trial}")
    HttpResponse<?> progress(@PathVariable String trial) {
        return Replies.of(() ->
                HttpResponse.ok(
                        trials.progress(trial)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "trial: "
                                                        + Replies.quoted(trial)
                                                        + " is none of the last (expected: one"
                                                        + " that was begun)"))));
    }

    /// The provider of the site with this host, or the only one of the kind with this word.
    ///
    /// @throws IllegalArgumentException if there is none, or several
    static DnsProvider provider(String of, Declaration declaration) {
        Optional<Site> site =
                declaration.sites().stream().filter(s -> s.host().value().equals(of)).findFirst();
        if (site.isPresent()) {
            return site.get()
                    .certificate()
                    .dns()
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "of: the site "
                                            + site.get().host()
                                            + " names nobody who holds its zone (expected: dns in"
                                            + " its certificate, or in certificates)"));
        }
        List<DnsProvider> declared =
                Stream.concat(
                                declaration.certificates().terms().dns().stream(),
                                declaration.sites().stream()
                                        .flatMap(s -> s.certificate().dns().stream()))
                        .distinct()
                        .toList();
        List<DnsProvider> ofKind =
                declared.stream().filter(p -> p.kind().word().equals(of)).toList();
        if (ofKind.size() == 1) {
            return ofKind.getFirst();
        }
        throw new IllegalArgumentException(
                "of: "
                        + Replies.quoted(of)
                        + (ofKind.isEmpty()
                                ? " is declared nowhere"
                                : " is declared more than once")
                        + " (expected: the host of a site"
                        + (declared.isEmpty()
                                ? "; croft.yml names no DNS provider"
                                : ", or one of "
                                        + declared.stream()
                                                .map(p -> p.kind().word())
                                                .distinct()
                                                .collect(Collectors.joining(", ")))
                        + ")");
    }

    private static HostName zone(String text) {
        try {
            HostName zone =
                    new HostName(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
            if (!zone.isWildcard()) {
                return zone;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "zone: " + Replies.quoted(text) + " is no zone (expected: such as example.net)");
    }
}
