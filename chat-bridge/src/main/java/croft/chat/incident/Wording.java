package croft.chat.incident;

import croft.chat.incident.Telling.Change;
import croft.chat.incident.Telling.Happening;
import croft.chat.incident.Telling.Relief;
import croft.chat.incident.Telling.Trouble;
import croft.chat.message.Literal;
import croft.platform.journal.Event;
import croft.platform.journal.RecordedEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns events of the journal (docs/contracts/database.md) into what people want to know: what,
/// where, what to do, and the command for it. Pure.
///
/// A kind that has no words of its own is told by its form, `noun.verbed`: `NOUN.failing` begins an
/// incident, `NOUN.recovered` ends it. So a service that starts to tell something is understood
/// before this class knows of it.
record Wording(Times times) {
    private static final Set<String> FAILURES =
            Set.of("failing", "failed", "down", "filling", "lagging", "expired", "lost");
    private static final Set<String> ENDS =
            Set.of("recovered", "up", "done", "made", "eased", "back");
    private static final int LONGEST = 600;

    Telling of(RecordedEvent recorded) {
        Event event = recorded.event();
        String subject = Literal.code(event.subject());
        return switch (event.kind()) {
            case "certificate.failing" -> failingCertificate(event, recorded.at());
            case "certificate.stored" ->
                    new Relief(
                            of(event),
                            "a new certificate is there",
                            "A certificate of " + subject + " is stored.");
            case "certificate.renewed" ->
                    new Relief(
                            of(event),
                            "renewed" + by(event) + until(event),
                            "🔒 The certificate of "
                                    + subject
                                    + " is renewed"
                                    + by(event)
                                    + until(event)
                                    + ".");
            case "certificate.withdrawn" ->
                    new Relief(
                            of(event),
                            "it is not wanted any more",
                            "The certificate of " + subject + " is withdrawn.");
            case "certificate.served" ->
                    new Happening("🔒 Every edge presents the new certificate of " + subject + ".");
            case "site.deployed" ->
                    new Relief(of(event), "a release is current", deployed(event, subject));
            case "site.followed" ->
                    new Happening(
                            "A further static-site serves what is current of "
                                    + attribute(event, "project")
                                    + " at "
                                    + subject
                                    + ".");
            case "site.withdrawn" ->
                    new Happening(
                            "A preview of "
                                    + attribute(event, "project")
                                    + " is not kept any more ("
                                    + subject
                                    + ").");
            case "site.failing" ->
                    trouble(
                            event,
                            "A deploy of "
                                    + attribute(event, "project")
                                    + " to "
                                    + subject
                                    + " failed",
                            "The release before it is still served.",
                            "croft releases " + plain(event, "project"));
            case "folder.changed" -> new Change(event.subject(), false, paths(event, "file:", ""));
            case "page.changed" ->
                    new Change(event.subject(), true, paths(event, "wiki:", "text:"));
            case "backend.failing" ->
                    trouble(
                            event,
                            "The backend of "
                                    + subject
                                    + " does not answer"
                                    + where(event, "backend", ""),
                            "Look whether it runs. Pages that are stored are still served.",
                            "croft explain https://" + event.subject() + "/");
            case "backup.failing" ->
                    trouble(
                            event,
                            "The backup " + subject + " failed",
                            "The last good one is kept; look for room and rights where it is written.",
                            "croft status");
            case "backend.recovered" ->
                    new Relief(
                            of(event),
                            "it answers again",
                            "The backend of " + subject + " answers again.");
            case "disk.filling" ->
                    trouble(
                            event,
                            "The disk of "
                                    + subject
                                    + " is nearly full"
                                    + where(event, "percent", " % used")
                                    + where(event, "free", " free"),
                            "Make room: old releases and logs are what grows.",
                            "croft status");
            case "disk.eased" ->
                    new Relief(
                            of(event),
                            "there is room again",
                            "The disk of " + subject + " has room again.");
            case "bridge.failing" ->
                    trouble(
                            event,
                            "The chat " + subject + " cannot be reached",
                            "What is said meanwhile is kept and delivered when it is back.",
                            "croft chat status");
            case "command.ran", "command.ended", "command.refused" -> command(event, subject);
            default -> byForm(event, subject);
        };
    }

    private Telling failingCertificate(Event event, Instant at) {
        Optional<Instant> expires = moment(event, "expires");
        String names =
                event.keys().isEmpty()
                        ? Literal.code(event.subject())
                        : event.keys().stream()
                                        .limit(3)
                                        .map(Literal::code)
                                        .collect(Collectors.joining(", "))
                                + (event.keys().size() > 3
                                        ? " and " + (event.keys().size() - 3) + " more names"
                                        : "");
        String headline =
                expires.isEmpty()
                        ? "There is no certificate for " + names
                        : !expires.get().isAfter(at)
                                ? "The certificate of "
                                        + names
                                        + " has expired on "
                                        + times.day(expires.get())
                                : "The certificate of "
                                        + names
                                        + " cannot be renewed; it expires on "
                                        + times.day(expires.get())
                                        + ", in "
                                        + Times.span(Duration.between(at, expires.get()));
        return trouble(event, headline, "", "croft certs renew " + event.subject());
    }

    private static String deployed(Event event, String subject) {
        String previous = plain(event, "previous");
        return "🚀 "
                + attribute(event, "project")
                + ": release "
                + attribute(event, "release")
                + " is current at "
                + subject
                + (previous.isEmpty()
                        ? "."
                        : ". Before it was "
                                + Literal.code(previous)
                                + "; back to it: "
                                + Literal.code("croft rollback " + plain(event, "project")));
    }

    private static Telling command(Event event, String subject) {
        String who = attribute(event, "user");
        return new Happening(
                switch (event.kind()) {
                    case "command.ran" ->
                            "⌨ "
                                    + who
                                    + " ordered "
                                    + subject
                                    + " in "
                                    + attribute(event, "chat")
                                    + ".";
                    case "command.refused" ->
                            "⌨ "
                                    + who
                                    + " may not "
                                    + subject
                                    + " in "
                                    + attribute(event, "chat")
                                    + ".";
                    default ->
                            "⌨ "
                                    + subject
                                    + " of "
                                    + who
                                    + ": "
                                    + Literal.of(plain(event, "outcome"), LONGEST);
                });
    }

    private static Telling byForm(Event event, String subject) {
        String kind = event.kind();
        String noun = kind.substring(0, kind.lastIndexOf('.')).replace('.', ' ');
        String verb = kind.substring(kind.lastIndexOf('.') + 1);
        if (FAILURES.contains(verb)) {
            return trouble(event, capital(noun) + " " + subject + ": " + verb, "", "croft status");
        }
        String text = capital(noun) + " " + subject + ": " + verb + details(event);
        return ENDS.contains(verb) ? new Relief(of(event), verb, text) : new Happening(text);
    }

    private static Trouble trouble(
            Event event, String headline, String usualRemedy, String command) {
        String remedy = plain(event, "remedy");
        return new Trouble(
                of(event),
                Severity.of(plain(event, "alarm")),
                headline,
                Literal.of(plain(event, "trouble"), LONGEST),
                remedy.isEmpty() ? usualRemedy : Literal.of(remedy, LONGEST),
                command);
    }

    /// The noun and the subject: `certificate.failing` and `certificate.renewed` are of one thing.
    private static String of(Event event) {
        String kind = event.kind();
        return kind.substring(0, kind.lastIndexOf('.')) + " " + event.subject();
    }

    /// Paths in surrogate keys (docs/contracts/surrogate-keys.md). Those that are hashes say
    /// nothing.
    private static List<String> paths(Event event, String family, String facet) {
        String prefix = family + event.subject() + "/" + facet;
        return event.keys().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .filter(path -> !path.isEmpty())
                .map(Wording::decoded)
                .toList();
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return path;
        }
    }

    private static String by(Event event) {
        String authority = plain(event, "authority");
        return authority.isEmpty() ? "" : " by " + Literal.of(authority, 200);
    }

    private String until(Event event) {
        return moment(event, "expires").map(end -> ", valid until " + times.day(end)).orElse("");
    }

    /// A value in brackets, if there is one.
    private static String where(Event event, String name, String unit) {
        String value = plain(event, name);
        return value.isEmpty() ? "" : " (" + Literal.of(value, 100) + unit + ")";
    }

    private static String attribute(Event event, String name) {
        return Literal.code(plain(event, name));
    }

    private static String plain(Event event, String name) {
        return event.attributes().getOrDefault(name, "");
    }

    private static Optional<Instant> moment(Event event, String name) {
        try {
            return Optional.of(Instant.parse(plain(event, name)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String details(Event event) {
        String details =
                event.attributes().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(a -> Literal.of(a.getKey()) + " " + Literal.of(a.getValue(), 200))
                        .collect(Collectors.joining(", "));
        return details.isEmpty() ? "" : " (" + details + ")";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
