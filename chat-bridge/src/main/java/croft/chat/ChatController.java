package croft.chat;

import croft.chat.ledger.DeadLetter;
import croft.chat.ledger.LedgerAway;
import croft.chat.relay.Relay;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/control/chat`: how the bridge stands, and what becomes of what it could not deliver. Behind
/// the operator's token.
@Controller("/control/chat")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChatController {
    private static final int MOST = 1000;

    private final ChatStatus status;
    private final Relay relay;
    private final Verifying verification;

    ChatController(ChatStatus status, Relay relay, Verifying verification) {
        this.status = status;
        this.relay = relay;
        this.verification = verification;
    }

    @Get
    ChatStatus.Report status() {
        return status.report();
    }

    @Get("/dead")
    HttpResponse<?> dead() {
        try {
            return HttpResponse.ok(
                    new Dead(
                            relay.deadLetters(MOST).stream().map(ChatController::letter).toList()));
        } catch (LedgerAway e) {
            return away(e);
        }
    }

    @Post("/dead/retry")
    HttpResponse<?> retry(@Body Which which) {
        return each(which, relay::retry);
    }

    @Post("/dead/drop")
    HttpResponse<?> drop(@Body Which which) {
        return each(which, relay::drop);
    }

    @Post("/verify")
    HttpResponse<?> verify(@Body Question question) throws InterruptedException {
        Optional<Verifying.Answer> answer =
                verification.of(question.chat(), Optional.ofNullable(question.trial()));
        return answer.isPresent()
                ? HttpResponse.ok(answer.get())
                : line(
                        HttpStatus.BAD_REQUEST,
                        "\""
                                + question.chat()
                                + "\" is not a chat of croft.yml (expected: "
                                + verification.names()
                                + ")");
    }

    private HttpResponse<?> each(Which which, Doing doing) {
        try {
            List<UUID> keys =
                    which.all()
                            ? relay.deadLetters(MOST).stream().map(DeadLetter::key).toList()
                            : which.ids().stream().map(UUID::fromString).toList();
            int count = 0;
            for (UUID key : keys) {
                if (doing.with(key)) {
                    count++;
                } else if (!which.all()) {
                    return line(
                            HttpStatus.BAD_REQUEST,
                            key
                                    + " is none of those that could not be delivered; croft chat dead"
                                    + " lists them ("
                                    + count
                                    + " done before)");
                }
            }
            return HttpResponse.ok(new Done(count));
        } catch (IllegalArgumentException _) {
            return line(
                    HttpStatus.BAD_REQUEST,
                    "one of the ids is none (expected: as croft chat dead shows them)");
        } catch (LedgerAway e) {
            return away(e);
        }
    }

    private static Letter letter(DeadLetter dead) {
        return new Letter(
                dead.key().toString(),
                switch (dead.op()) {
                    case CREATE -> "message";
                    case EDIT -> "edit";
                    case DELETE -> "deletion";
                    case REACT -> "reaction";
                    case NOTICE -> "notice";
                },
                dead.lane().toString(),
                dead.author().orElse(null),
                dead.at().toString(),
                dead.attempts(),
                dead.why());
    }

    private static HttpResponse<String> away(LedgerAway e) {
        return line(HttpStatus.SERVICE_UNAVAILABLE, "the database is away: " + e.getMessage());
    }

    private static HttpResponse<String> line(HttpStatus status, String text) {
        return HttpResponse.<String>status(status)
                .body(text.replaceAll("\\p{Cntrl}+", " ") + "\n")
                .contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    /// What is done with one.
    @FunctionalInterface
    private interface Doing {
        boolean with(UUID key) throws LedgerAway;
    }

    /// Those that are meant.
    @Serdeable
    record Which(List<String> ids, boolean all) {}

    /// How many were.
    @Serdeable
    record Done(int count) {}

    /// What could not be delivered.
    @Serdeable
    record Dead(List<Letter> dead) {}

    /// One delivery.
    @Serdeable
    record Letter(
            String id,
            String what,
            String channel,
            @Nullable String author,
            String at,
            int attempts,
            String why) {}

    /// Which server to look at.
    ///
    /// @param trial a channel for a message that is deleted again
    @Serdeable
    record Question(String chat, @Nullable String trial) {}
}
