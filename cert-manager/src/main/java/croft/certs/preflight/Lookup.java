package croft.certs.preflight;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/// Questions to DNS during one look: each is asked once. One thread.
final class Lookup {
    private final Resolvers resolvers;
    private final Resolver plain;
    private final ValidatingResolver validating;
    private final Map<Question, Answer> answers = new HashMap<>();
    private final boolean checks;

    /// That nobody answered, once that is known.
    private Optional<Answer.Silence> silence = Optional.empty();

    Lookup(Resolvers resolvers, InstantSource clock) {
        this.resolvers = resolvers;
        this.plain = resolvers.plain();
        this.validating = resolvers.validating(clock);
        this.checks = passesSignatures();
    }

    /// One question.
    private record Question(String name, int type) {}

    /// Whether the resolvers hand signatures on. Home routers often do not, and without them
    /// everything that is signed would look forged.
    boolean checksSignatures() {
        return checks;
    }

    /// Whether nobody answered, so that nothing can be said.
    boolean isSilent() {
        return silence.isPresent();
    }

    /// Asks for the records of a name, in lower case and without trailing dot.
    Answer ask(String name, int type) {
        return answers.computeIfAbsent(new Question(name, type), this::ask);
    }

    private Answer ask(Question question) {
        // Silence is paid for once, not for each question.
        if (silence.isPresent()) {
            return silence.get();
        }
        try {
            Message query = query(question);
            Message response = (checks ? validating : plain).send(query);
            return read(question, query, response);
        } catch (IOException e) {
            silence = Optional.of(silence(e));
            return silence.get();
        }
    }

    private Answer read(Question question, Message query, Message response) throws IOException {
        int rcode = response.getRcode();
        if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
            return read(question, response);
        }
        String words = Rcode.string(rcode);
        if (rcode == Rcode.NOTIMP) {
            // RFC 1035 §4.1.1: it knows no such questions, which says nothing of the name.
            return new Answer.Silence(resolvers + ": " + words);
        }
        Optional<String> reason = reason(response);
        if (checks && reason.isPresent()) {
            // Signatures are wrong only where there would be an answer without them.
            Message unchecked = query.clone();
            unchecked.getHeader().setFlag(Flags.CD);
            int plainly = plain.send(unchecked).getRcode();
            if (plainly == Rcode.NOERROR || plainly == Rcode.NXDOMAIN) {
                return new Answer.Bogus(reason.get());
            }
        }
        return new Answer.Failed("the answer is " + words);
    }

    private static Answer read(Question question, Message response) {
        List<Record> found = new ArrayList<>();
        for (Record record : response.getSection(Section.ANSWER)) {
            if (record.getType() == question.type() || record.getType() == Type.CNAME) {
                found.add(record);
            }
        }
        if (!found.isEmpty()) {
            return new Answer.Records(found);
        }
        Optional<String> zone =
                response.getSection(Section.AUTHORITY).stream()
                        .filter(r -> r.getType() == Type.SOA)
                        .findFirst()
                        .map(r -> text(r.getName()));
        return new Answer.Nothing(response.getRcode() == Rcode.NOERROR, zone);
    }

    /// What the validating resolver leaves in a record of a class of its own.
    private static Optional<String> reason(Message response) {
        return response.getSection(Section.ADDITIONAL).stream()
                .filter(r -> r.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
                .filter(TXTRecord.class::isInstance)
                .findFirst()
                .map(r -> String.join("", ((TXTRecord) r).getStrings()));
    }

    private boolean passesSignatures() {
        Name anchor = validating.getTrustAnchors().items().iterator().next().getName();
        try {
            Message keys = plain.send(query(new Question(text(anchor), Type.DNSKEY)));
            return keys.getSection(Section.ANSWER).stream()
                    .anyMatch(r -> r.getType() == Type.RRSIG);
        } catch (IOException e) {
            silence = Optional.of(silence(e));
            return false;
        }
    }

    private Answer.Silence silence(IOException e) {
        return new Answer.Silence(
                resolvers + ": " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    private static Message query(Question question) {
        try {
            return Message.newQuery(
                    Record.newRecord(absolute(question.name()), question.type(), DClass.IN));
        } catch (TextParseException e) {
            throw new IllegalArgumentException(question.name() + " (expected: a DNS name)", e);
        }
    }

    /// The root's own name has no labels.
    private static Name absolute(String name) throws TextParseException {
        return name.isEmpty() || name.equals(".") ? Name.root : Name.fromString(name + ".");
    }

    /// The alias that a name is, if it is one.
    static Optional<String> alias(Answer answer, String name) {
        return answer instanceof Answer.Records(List<Record> records)
                ? records.stream()
                        .filter(CNAMERecord.class::isInstance)
                        .filter(r -> text(r.getName()).equals(name))
                        .findFirst()
                        .map(r -> text(((CNAMERecord) r).getTarget()))
                : Optional.empty();
    }

    /// Lower case, without trailing dot.
    static String text(Name name) {
        return name.canonicalize().toString(true);
    }
}
