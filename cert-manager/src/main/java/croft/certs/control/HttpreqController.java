package croft.certs.control;

import croft.certs.dns.Delegation;
import croft.certs.dns.DnsDriver;
import croft.certs.dns.DnsDrivers;
import croft.certs.dns.DnsTrouble;
import croft.certs.dns.TxtRecord;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.DnsClient;
import croft.platform.declaration.ServerAddress;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import croft.platform.service.LiveDeclaration;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/httpreq/present` and `/httpreq/cleanup`: lego's protocol for programs that have their records
/// written here (https://go-acme.github.io/lego/dns/httpreq). Each client has a password of its own
/// and is kept to its names, and to values that prove a name to an authority: nobody gets to write
/// what another service takes for a proof of ownership.
@Controller("/httpreq")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HttpreqController {
    private static final Logger LOG = LoggerFactory.getLogger(HttpreqController.class);

    /// The digest of a key authorization: SHA-256 in base64url (RFC 8555 §8.4).
    private static final Pattern PROOF = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    private final LiveDeclaration declaration;
    private final Secrets secrets;
    private final DnsDrivers drivers;
    private final Delegation delegation;

    HttpreqController(
            LiveDeclaration declaration,
            Secrets secrets,
            DnsDrivers drivers,
            Delegation delegation) {
        this.declaration = declaration;
        this.secrets = secrets;
        this.drivers = drivers;
        this.delegation = delegation;
    }

    @Post("/present")
    HttpResponse<String> present(HttpRequest<?> request, @Body Wish wish) {
        return answer(request, wish, "writes", (driver, record) -> driver.add(record));
    }

    @Post("/cleanup")
    HttpResponse<String> cleanup(HttpRequest<?> request, @Body Wish wish) {
        return answer(
                request,
                wish,
                "deletes",
                (driver, record) -> {
                    driver.remove(record, Optional.empty());
                    return Optional.empty();
                });
    }

    private HttpResponse<String> answer(
            HttpRequest<?> request, Wish wish, String verb, Change change) {
        CertificatePolicy policy = declaration.current().certificates();
        Optional<DnsClient> client;
        try {
            client =
                    new HttpreqClients(policy, secrets)
                            .asking(request.getHeaders().findFirst("Authorization"));
        } catch (UnusableSecret e) {
            LOG.warn("httpreq: {}", e.getMessage());
            return plain(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the secret of this client cannot be used; the log says why");
        }
        if (client.isEmpty()) {
            return plain(
                            HttpStatus.UNAUTHORIZED,
                            "a client of certificates: { clients: [...] } is expected, with its"
                                    + " password")
                    .header("WWW-Authenticate", "Basic realm=\"httpreq\"");
        }
        String fqdn = name(wish.fqdn());
        String value = wish.value() == null ? "" : wish.value();
        if (!NAME.matcher(fqdn).matches() || !PROOF.matcher(value).matches()) {
            return plain(
                    HttpStatus.BAD_REQUEST,
                    "fqdn and value are expected: the name of a record and 43 characters of base64url."
                            + " The mode RAW is not spoken here");
        }
        try {
            return change(client.get(), fqdn, value, verb, change);
        } catch (DnsTrouble e) {
            LOG.warn("httpreq: {} {} {}: {}", client.get().user(), verb, fqdn, e.getMessage());
            return trouble(e);
        }
    }

    private HttpResponse<String> change(
            DnsClient client, String fqdn, String value, String verb, Change change)
            throws DnsTrouble {
        Optional<String> target = target(client, fqdn);
        if (target.isEmpty()) {
            LOG.warn("httpreq: {} may not write {}", client.user(), fqdn);
            return plain(
                    HttpStatus.FORBIDDEN,
                    client.user()
                            + " may not write "
                            + fqdn
                            + " (expected: _acme-challenge of one of its names)");
        }
        DnsDriver driver = drivers.of(client.dns());
        TxtRecord record = new TxtRecord(driver.zoneOf(target.get()), target.get(), value);
        change.make(driver, record);
        LOG.info("httpreq: {} {} {}", client.user(), verb, record.owner());
        return plain(HttpStatus.OK, "done");
    }

    /// Where the record is to be written, if the client may. Clients that follow aliases
    /// themselves, as lego does, name the end of them.
    private Optional<String> target(DnsClient client, String fqdn) throws DnsTrouble {
        List<ServerAddress> authoritative = client.dns().authoritative();
        if (HttpreqClients.mayWrite(client, fqdn)) {
            return Optional.of(delegation.target(fqdn, authoritative));
        }
        for (String owner : HttpreqClients.owners(client)) {
            if (delegation.target(owner, authoritative).equals(fqdn)) {
                return Optional.of(fqdn);
            }
        }
        return Optional.empty();
    }

    private static HttpResponse<String> trouble(DnsTrouble trouble) {
        MutableHttpResponse<String> answer =
                plain(
                        trouble.again() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY,
                        trouble.getMessage() + "\n" + trouble.remedy());
        trouble.after().ifPresent(after -> answer.header("Retry-After", "" + after.toSeconds()));
        return answer;
    }

    private static String name(@Nullable String fqdn) {
        String lower = fqdn == null ? "" : fqdn.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static MutableHttpResponse<String> plain(HttpStatus status, String text) {
        return HttpResponse.<String>status(status)
                .contentType(MediaType.TEXT_PLAIN_TYPE)
                .body(text + "\n");
    }

    /// What a client wants there, or gone.
    @Serdeable
    record Wish(@Nullable String fqdn, @Nullable String value) {}

    /// What is done with the record.
    private interface Change {
        Optional<String> make(DnsDriver driver, TxtRecord record) throws DnsTrouble;
    }
}
