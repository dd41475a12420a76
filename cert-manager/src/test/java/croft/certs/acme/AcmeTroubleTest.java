package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.toolbox.JSON;

/// What is made of an authority's words, without an authority.
class AcmeTroubleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final URI DIRECTORY = URI.create("https://ca.test/dir");

    /// RFC 8555 §6.7, RFC 9773 §7.4, draft-ietf-acme-profiles.
    @ParameterizedTest
    @CsvSource({
        "accountDoesNotExist, ACCOUNT_GONE, true",
        "alreadyReplaced, ALREADY_REPLACED, true",
        "badCSR, REFUSED, false",
        "badNonce, BUSY, true",
        "badPublicKey, REFUSED, false",
        "badRevocationReason, REFUSED, false",
        "badSignatureAlgorithm, REFUSED, false",
        "caa, CAA, false",
        "connection, CONNECTION, true",
        "dns, DNS, true",
        "externalAccountRequired, BINDING_REQUIRED, false",
        "incorrectResponse, UNAUTHORIZED, true",
        "invalidContact, CONTACT, false",
        "invalidProfile, INVALID_PROFILE, false",
        "malformed, OTHER, true",
        "orderNotReady, ORDER_NOT_READY, true",
        "rateLimited, RATE_LIMITED, true",
        "rejectedIdentifier, REJECTED_IDENTIFIER, false",
        "serverInternal, BUSY, true",
        "tls, TLS, true",
        "unauthorized, ACCOUNT_REFUSED, false",
        "unsupportedContact, CONTACT, false",
        "unsupportedIdentifier, REJECTED_IDENTIFIER, false",
        "userActionRequired, USER_ACTION, false",
        "somethingNew, OTHER, true"
    })
    void hasAKindForEachTypeAndSaysWhetherToTryAgain(
            String type, AcmeTrouble.Kind kind, boolean tryAgain) {
        AcmeTrouble trouble =
                trouble(
                        403,
                        Map.of(),
                        "{\"type\":\"urn:ietf:params:acme:error:" + type + "\",\"detail\":\"x\"}");
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.kind().tryAgain()).isEqualTo(tryAgain);
        assertThat(trouble).hasMessage("ca.test refuses: " + type + ": \"x\"");
    }

    @Test
    void tellsAWrongProofFromAnAccountThatIsRefused() {
        assertThat(new Problem("unauthorized", "wrong record", Optional.empty()).kind())
                .isEqualTo(AcmeTrouble.Kind.UNAUTHORIZED);
    }

    @ParameterizedTest
    @EnumSource(AcmeTrouble.Kind.class)
    void saysForEachKindWhatCanBeDone(AcmeTrouble.Kind kind) {
        assertThat(kind.remedy()).hasSizeGreaterThan(15).doesNotEndWith(".");
    }

    @Test
    void namesEachNameThatWasRefusedAndIsAsBadAsTheWorst() {
        AcmeTrouble trouble =
                trouble(
                        403,
                        Map.of(),
                        """
                        {"type":"urn:ietf:params:acme:error:compound","detail":"Errors",
                         "subproblems":[
                          {"type":"urn:ietf:params:acme:error:dns","detail":"no answer",
                           "identifier":{"type":"dns","value":"a.test"}},
                          {"type":"urn:ietf:params:acme:error:caa","detail":"forbidden",
                           "identifier":{"type":"dns","value":"b.test"}}]}
                        """);
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.CAA);
        assertThat(trouble)
                .hasMessage(
                        "ca.test refuses: compound: \"Errors\" (a.test: dns: \"no answer\";"
                                + " b.test: caa: \"forbidden\")");
        assertThat(trouble.problems())
                .extracting(problem -> problem.name().map(name -> name.text()).orElse("-"))
                .containsExactly("-", "a.test", "b.test");
    }

    @Test
    void showsWordsWithoutWhatCouldDeceiveAReader() {
        Problem problem =
                new Problem(
                        "dns",
                        "  $(rm -rf /)\r\n2026 forged line\u001b[2J\u202eevil\u0000 "
                                + "x".repeat(900),
                        Optional.empty());
        assertThat(problem.detail())
                .startsWith("$(rm -rf /) 2026 forged line [2J evil x")
                .hasSizeLessThan(420)
                .endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}'",
        "'{\"type\":7,\"detail\":[],\"subproblems\":{},\"identifier\":[]}'",
        "'{\"type\":\"a b\",\"subproblems\":[7]}'",
        "'{\"type\":\"\",\"identifier\":{\"value\":\"no name\"}}'"
    })
    void takesWordsOfAnotherShape(String json) {
        Problem problem = Problem.of(JSON.parse(json));
        assertThat(problem.kind()).isEqualTo(AcmeTrouble.Kind.OTHER);
        assertThat(problem.name()).isEmpty();
        assertThat(Problem.parts(JSON.parse(json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, RATE_LIMITED", "500, BUSY", "503, BUSY", "404, NOT_FOUND", "400, OTHER"})
    void goesByTheStatusWhereTheTypeIsNew(int status, AcmeTrouble.Kind kind) {
        assertThat(trouble(status, Map.of(), "{\"type\":\"urn:new\"}").kind()).isEqualTo(kind);
    }

    @Test
    void linksPagesAndNothingElse() {
        AcmeTrouble trouble =
                trouble(
                        403,
                        Map.of(
                                "Link",
                                List.of(
                                        "<https://ca.test/terms>;rel=\"terms-of-service\","
                                                + " <javascript:alert(1)>; rel=\"help\"",
                                        "<https://ca.test/dir>;rel=\"index\"",
                                        "<https://ca.test/help>; rel=help")),
                        """
                        {"type":"urn:ietf:params:acme:error:userActionRequired",
                         "instance":"https://ca.test/agree"}
                        """);
        assertThat(trouble.links())
                .containsExactly(
                        URI.create("https://ca.test/terms"),
                        URI.create("https://ca.test/help"),
                        URI.create("https://ca.test/agree"));
    }

    /// RFC 9110 §10.2.3; nonsense is as if it were absent.
    @ParameterizedTest
    @CsvSource(
            value = {
                "0 | - | PT0S",
                " 120 | - | PT2M",
                "99999999999 | - | -",
                "-5 | - | -",
                "soon | - | -",
                "999999999 | - | P31D",
                "Sun, 22 Nov 2026 10:05:00 GMT | - | PT5M",
                "Sun, 22 Nov 2026 09:00:00 GMT | - | PT0S",
                "Sun, 22 Nov 2026 09:05:00 GMT | Sun, 22 Nov 2026 09:00:00 GMT | PT5M",
                "Sun, 22 Nov 2026 10:05:00 GMT | nonsense | PT5M"
            },
            delimiter = '|',
            nullValues = "-")
    void asksAgainWhenTheAuthoritySays(
            String after, @Nullable String date, @Nullable Duration expected) {
        Map<String, List<String>> fields =
                date == null
                        ? Map.of("Retry-After", List.of(after))
                        : Map.of("Retry-After", List.of(after), "Date", List.of(date));
        assertThat(RetryAfter.of(headers(fields), NOW))
                .isEqualTo(Optional.ofNullable(expected).map(NOW::plus));
    }

    private static AcmeTrouble trouble(int status, Map<String, List<String>> fields, String json) {
        try {
            URL base = DIRECTORY.toURL();
            return Troubles.of(
                    DIRECTORY,
                    new AcmeServerException(
                            new org.shredzone.acme4j.Problem(JSON.parse(json), base)),
                    Optional.of(new Answer(status, headers(fields), Optional.empty())));
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpHeaders headers(Map<String, List<String>> fields) {
        return HttpHeaders.of(fields, (_, _) -> true);
    }
}
