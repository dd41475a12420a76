package croft.certs.control;

import croft.certs.export.ExportTrouble;
import croft.certs.export.ExportedFile;
import croft.certs.export.ExportedFiles;
import croft.certs.vault.Issued;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateExport.Format;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/control/certificates`: how certificates stand, and orders about them. Behind the operator's
/// token.
@Controller("/control/certificates")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CertificatesController {
    private static final Logger log = LoggerFactory.getLogger(CertificatesController.class);

    private final CertificateDesk desk;
    private final Intake intake;

    CertificatesController(CertificateDesk desk, Intake intake) {
        this.desk = desk;
        this.intake = intake;
    }

    @Get
    CertificatesAnswer certificates() {
        return CertificatesAnswer.of(desk.overview());
    }

    @Post("/renew")
    HttpResponse<?> renew(@Body Orders.Renew order) {
        return Replies.of(() -> {
            NameSet names = named(order.name());
            log.info("renewal of {} ordered by hand", names);
            return Replies.of(desk.renew(names));
        });
    }

    @Post("/revoke")
    HttpResponse<?> revoke(@Body Orders.Revoke order) {
        return Replies.of(() -> {
            NameSet names = named(order.name());
            String word = Orders.needed("reason", order.reason());
            RevocationReason reason =
                    RevocationReason.of(word)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "reason: "
                                                    + Replies.quoted(word)
                                                    + " (expected: "
                                                    + RevocationReason.words()
                                                    + ")"));
            log.info("revocation of {} ordered by hand: {}", names, reason.word());
            return Replies.of(desk.revoke(names, reason));
        });
    }

    @Post("/roll-account")
    HttpResponse<?> rollAccount(@Body Orders.RollAccount order) {
        return Replies.of(() -> {
            Optional<URI> directory =
                    Optional.ofNullable(order.directory())
                            .map(text -> Intake.https("directory", text));
            log.info("new account keys ordered by hand");
            return Replies.of(desk.rollAccounts(directory));
        });
    }

    @Post("/import")
    HttpResponse<?> take(HttpRequest<?> request, @Body Orders.Import order) {
        return Replies.unlessLoopback(request)
                .<HttpResponse<?>>map(refused -> refused)
                .orElseGet(() -> Replies.of(() -> HttpResponse.ok(intake.take(order))));
    }

    @Post("/export")
    HttpResponse<?> export(HttpRequest<?> request, @Body Orders.Export order) {
        return Replies.unlessLoopback(request)
                .<HttpResponse<?>>map(refused -> refused)
                .orElseGet(() -> Replies.of(() -> exported(order)));
    }

    private HttpResponse<?> exported(Orders.Export order) {
        NameSet names = named(order.name());
        Format format = format(Objects.requireNonNullElse(order.format(), "pem"));
        Optional<Issued> issued = desk.newest(names, Boolean.TRUE.equals(order.rsa()));
        if (issued.isEmpty()) {
            return Replies.of(
                    new Outcome.Refused(
                            "there is no certificate for " + names + " yet",
                            "croft certs tells why"));
        }
        try {
            var files =
                    ExportedFiles.of(
                            format,
                            issued.get(),
                            names.texts().getFirst(),
                            Optional.ofNullable(order.password()));
            log.info("certificate and key of {} handed out by hand", names);
            return HttpResponse.ok(
                    new Orders.Exported(files.stream().map(CertificatesController::file).toList()));
        } catch (ExportTrouble e) {
            throw new IllegalArgumentException("password: " + e.getMessage(), e);
        }
    }

    private static Orders.File file(ExportedFile file) {
        return new Orders.File(
                file.name(), file.mode(), Base64.getEncoder().encodeToString(file.content()));
    }

    private static Format format(String word) {
        return Arrays.stream(Format.values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "format: "
                                        + Replies.quoted(word)
                                        + " (expected: pem, pkcs12, bundle)"));
    }

    /// The wanted set that has this name, be it not the first.
    private NameSet named(@Nullable String text) {
        String name = Orders.needed("name", text).toLowerCase(Locale.ROOT);
        var entries = desk.overview().certificates();
        return entries.stream()
                .map(CertificateEntry::names)
                .filter(names -> names.texts().contains(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "name: no certificate has "
                                        + Replies.quoted(name)
                                        + " (expected: one of "
                                        + entries.stream()
                                                .map(entry -> entry.names().texts().getFirst())
                                                .distinct()
                                                .limit(20)
                                                .collect(Collectors.joining(", "))
                                        + ")"));
    }
}
