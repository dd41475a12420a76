package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.dns.DnsTrouble.Kind;
import croft.certs.dns.StubApi.Fault;
import croft.certs.dns.StubApi.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every driver does that speaks HTTP, when something goes wrong: besides the contract itself.
abstract class HttpDriverConformance extends DnsDriverConformance {
    /// For one answer; also what a slow one is cut off after.
    static final Duration LIMIT = Duration.ofSeconds(2);

    /// What the drivers log in with. It is in no message.
    static final String SECRET = "s3cret-of-the-test";

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, CREDENTIALS",
        "403, CREDENTIALS",
        "422, REFUSED",
        "429, BUSY",
        "500, BUSY",
        "503, BUSY",
        "302, REFUSED"
    })
    void tellsWhatAnErrorMeansAndWhatToDo(int status, Kind kind) throws Exception {
        TxtRecord record = record(ONE);
        provider()
                .befall(
                        new Fault.Answer(
                                new Reply(
                                        status,
                                        Map.of("Retry-After", "7"),
                                        "{\"message\":\"no \\u001b[31m"
                                                + SECRET
                                                + " today\",\"error\":\"no today\"}")));
        DnsTrouble trouble = trouble(record);
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.again()).isEqualTo(kind == Kind.BUSY);
        assertThat(trouble.after())
                .isEqualTo(
                        kind == Kind.BUSY ? Optional.of(Duration.ofSeconds(7)) : Optional.empty());
        assertThat(trouble)
                .hasMessageContaining("HTTP " + status)
                .hasMessageContaining("today")
                .hasMessageContaining("http://127.0.0.1:");
        assertThat(trouble.getMessage()).doesNotContain(SECRET).doesNotContain("\u001b");
        assertThat(trouble.remedy()).isNotBlank();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void comesBackFromAConnectionThatIsCut() throws Exception {
        TxtRecord record = record(ONE);
        provider().befall(new Fault.Cut());
        assertThat(trouble(record).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(trouble(record).again()).isTrue();
        provider().befall(null);
        provider().driver().add(record);
        assertThat(provider().held(owner())).containsExactly(ONE);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void doesNotWriteTwiceWhereTheAnswerToTheFirstTimeWasLost() throws Exception {
        TxtRecord record = record(ONE);
        for (String method : new String[] {"POST", "PATCH", "PUT"}) {
            provider().befall(new Fault.LostAnswer(method));
            try {
                provider().driver().add(record);
            } catch (DnsTrouble trouble) {
                assertThat(trouble.again()).isTrue();
            }
        }
        provider().befall(null);
        provider().driver().add(record);
        assertThat(provider().held(owner())).containsExactly(ONE);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void waitsForNoAnswerForEver() throws Exception {
        TxtRecord record = record(ONE);
        provider().befall(new Fault.Silence());
        assertThat(trouble(record).kind()).isEqualTo(Kind.UNREACHABLE);
        provider().befall(new Fault.Trickle());
        assertThat(trouble(record))
                .hasMessageContaining("no answer within " + LIMIT.toMillis() + " ms");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void readsNoAnswerWithoutEnd() throws Exception {
        TxtRecord record = record(ONE);
        provider().befall(new Fault.Flood());
        assertThat(trouble(record).again()).isTrue();
    }

    /// What adding it comes to, which must be a trouble.
    final DnsTrouble trouble(TxtRecord record) {
        return catchThrowableOfType(DnsTrouble.class, () -> provider().driver().add(record));
    }
}
